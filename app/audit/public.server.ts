export { anchorFile, setAnchorsAside } from './anchor-file.server.ts';
export { anchorTrail } from './anchor.server.ts';
export { sealTrail } from './seal.server.ts';
export { verifyTrail } from './verify.server.ts';

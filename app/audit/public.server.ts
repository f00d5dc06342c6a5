export { anchorFile, setAnchorsAside } from './anchor-file.server.ts';
export { anchorTrail } from './anchor.server.ts';
export { noteDeployment } from './commands/note-deployment.server.ts';
export { sealTrail } from './seal.server.ts';
export { verifyTrail } from './verify.server.ts';
export { whatRuns } from './what-runs.server.ts';

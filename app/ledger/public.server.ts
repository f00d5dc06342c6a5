/** What slices downstream may ask of the books. */
export { post, postableOn, postReversal, type Leg, type PostingOrigin } from './post.server.ts';
export { trialBalance, type AccountBalance } from './balances.server.ts';
export type { AccountKind } from './accounts.ts';

/** What proofs may ask of posted accruals. */
export { className } from './classes.ts';
export { accrualOf, largestPosted, postedLines, summaryOf } from './queries.server.ts';

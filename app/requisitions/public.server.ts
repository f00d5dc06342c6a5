/** What the slices downstream may use of requisitions. */
export { requisitionForSupply, requisitionSplits, type RequisitionForSupply } from './supply.server.ts';
export { givePositionBack, takePosition, type PositionCount } from './positions.server.ts';
export { requisitionsToSign, waitingRequisitions } from './waiting.server.ts';
export { requisitionEnded } from './ended.server.ts';

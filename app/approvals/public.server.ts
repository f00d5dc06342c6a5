/** What the slices downstream may use of approvals. */
export { requestApproval, type ApprovalRequest } from './commands/request.server.ts';
export { decide, type Decision } from './commands/decide.server.ts';
export { withdrawApproval } from './commands/withdraw.server.ts';
export {
  approvalTrail,
  maySign,
  pendingApproval,
  waitingForMySignature,
  waitsFor,
  type ApprovalSubject,
  type Chain as ApprovalTrail,
  type ChainStep,
} from './queries.server.ts';
export type { ApproverRole } from './rules.ts';

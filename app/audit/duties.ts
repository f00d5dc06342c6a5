import type { Role } from '#app/values/roles.ts';

/** Duties that one person shall not hold together, whatever they did with them. One row for each rule. */
export const rolesApart: {
  together: [Role[], Role[]];
  where: 'anywhere' | 'one organization';
  why: string;
}[] = [
  {
    together: [['mspFinance'], ['mspAdmin']],
    where: 'anywhere',
    why: 'Whoever administers people could give themselves a second pair of eyes for the payments that they make.',
  },
  {
    together: [['auditor'], ['mspAdmin', 'mspCoordinator', 'mspFinance']],
    where: 'anywhere',
    why: 'Nobody audits their own work.',
  },
  {
    together: [['clientFinance'], ['clientAdmin']],
    where: 'one organization',
    why: 'Whoever approves invoices could appoint whoever approves the need behind them.',
  },
  {
    together: [['hiringManager'], ['approver']],
    where: 'one organization',
    why: 'Whoever asks for people could sign for them in another role.',
  },
  {
    together: [['supplierFinance'], ['supplierAdmin']],
    where: 'one organization',
    why: 'A bank account is proposed by one and confirmed by the other.',
  },
];

/** Two sides at once: who buys does not sell, and who runs the program does neither. */
export const sidesApart = 'One person acts on two sides of the program, and could agree with themselves.';

/** What nobody shall have done, in the order in which the report looks for it. Each is refused where it would happen, too. */
export const deedsApart = [
  {
    key: 'ownApproval',
    title: 'Approved what they had handed in themselves',
    checks: 'weeks, expense sheets, needs, revisions and charges that were approved',
  },
  {
    key: 'makerChecker',
    title: 'Approved the payment run that they had made',
    checks: 'payment runs that were approved',
  },
  {
    key: 'ownCorrection',
    title: 'Issued the correction that they had drafted',
    checks: 'corrections that were decided',
  },
  {
    key: 'ownBankDetails',
    title: 'Confirmed the bank account that they had proposed',
    checks: 'bank accounts that were confirmed',
  },
  {
    key: 'ownReopening',
    title: 'Agreed to open the month that they had asked to open',
    checks: 'months that were opened again',
  },
  {
    key: 'enrollerPays',
    title: 'Released payments to a supplier that they had enrolled',
    checks: 'enrollments and the payments after them',
  },
  {
    key: 'delegateOfRequester',
    title: 'Approved in the place of whoever had handed it in',
    checks: 'approvals in somebody’s place',
  },
  {
    key: 'selfGranted',
    title: 'Gave a role to themselves',
    checks: 'memberships and invitations',
  },
] as const;

export type Deed = (typeof deedsApart)[number]['key'];

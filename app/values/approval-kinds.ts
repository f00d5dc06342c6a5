/** The approvals of a client that one person may take in another's place, each with what a form calls it. */
export const approvalKinds = {
  requisition: 'Requisitions',
  timesheet: 'Weeks of time',
  expense: 'Expenses',
  charge: 'Charges',
  revision: 'New rates',
  invoice: 'Invoices',
} as const;

export type ApprovalKind = keyof typeof approvalKinds;
export const approvalKindNames = Object.keys(approvalKinds) as ApprovalKind[];

/** `Weeks of time, expenses and new rates`. */
export function kindsInWords(kinds: readonly string[]): string {
  const words = approvalKindNames.filter((kind) => kinds.includes(kind)).map((kind) => approvalKinds[kind]);
  const [first = '', ...rest] = words;
  const text = [first, ...rest.map((word) => word.toLowerCase())];
  return text.length < 2 ? first : `${text.slice(0, -1).join(', ')} and ${text.at(-1)}`;
}

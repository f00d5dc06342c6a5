/** What people read for the choices of the terms. */
export const missRuleLabel = {
  steps: 'Half below expected, all below the minimum',
  linear: 'In proportion between expected and minimum',
} as const;

export const settledByLabel = {
  fee_invoice: 'A line of the next MSP fee invoice',
  credit_note: 'A credit note with the next billing run',
} as const;

export const outcomeLabel = {
  accepted: 'accepted by the client',
  disputed: 'disputed by the client',
  unanswered: 'not answered in time',
} as const;

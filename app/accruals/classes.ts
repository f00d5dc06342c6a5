/** What an accrual is made of, from the surest to the least sure. */
export const accrualClasses = [
  'approved',
  'submitted',
  'estimated',
  'expenses',
  'flat_fee',
  'discount',
  'credit',
] as const;
export type AccrualClass = (typeof accrualClasses)[number];

const words: Record<AccrualClass, { name: string; sureness: string }> = {
  approved: { name: 'Approved, not invoiced', sureness: 'Exact: the charges as they will be billed.' },
  submitted: {
    name: 'Submitted, not approved',
    sureness: 'Exact hours at the agreed rates; the manager may still send them back.',
  },
  estimated: {
    name: 'Worked, not submitted',
    sureness: 'An estimate: working days without a sheet, at the mean of the last weeks handed in.',
  },
  expenses: {
    name: 'Expenses and charges',
    sureness: 'Approved and not billed, or handed in and not decided.',
  },
  flat_fee: { name: 'Flat fees', sureness: 'Earned in the month, with no fee invoice for it.' },
  discount: {
    name: 'Volume discounts',
    sureness: 'What the schedules would give if all of the above were billed at once.',
  },
  credit: {
    name: 'Expected credits',
    sureness:
      'Corrections that wait for a second person, and service credits that are not on a document yet.',
  },
};

export const className = (name: AccrualClass): string => words[name].name;
/** How sure the figure is, in a sentence. */
export const classSureness = (name: AccrualClass): string => words[name].sureness;

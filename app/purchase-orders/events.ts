import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';

/* Purchase orders and budgets are the client's own; suppliers read none of this. */

type Order = { number: string };
type Funds = Order & { fundsMinor: number; currency: string };

export const purchaseOrderAdded = defineEvent(
  'purchaseOrder.added',
  ['client'],
  ({ number, fundsMinor, currency }: Funds) => `added PO ${number} with ${formatMoney(fundsMinor, currency)}`,
);

export const fundsChanged = defineEvent(
  'purchaseOrder.fundsChanged',
  ['client'],
  ({ beforeMinor, fundsMinor, currency }: Funds & { beforeMinor: number }) =>
    `changed the funds from ${formatMoney(beforeMinor, currency)} to ${formatMoney(fundsMinor, currency)}`,
);

export const purchaseOrderClosed = defineEvent(
  'purchaseOrder.closed',
  ['client'],
  ({ number }: Order) => `closed PO ${number}`,
);

export const assignmentsLinked = defineEvent(
  'purchaseOrder.assignmentsLinked',
  ['client'],
  ({ added, removed }: Order & { added: number; removed: number }) =>
    [
      added > 0 ? `put ${added} ${added === 1 ? 'assignment' : 'assignments'} on it` : '',
      removed > 0 ? `took ${removed} off it` : '',
    ]
      .filter(Boolean)
      .join(' and '),
);

export const chargesTaken = defineEvent(
  'purchaseOrder.chargesTaken',
  ['client'],
  ({ charges, amountMinor, currency }: Order & { charges: number; amountMinor: number; currency: string }) =>
    `took ${charges} ${charges === 1 ? 'charge' : 'charges'} approved before onto it, ${formatMoney(amountMinor, currency)}`,
);

export const budgetSet = defineEvent(
  'budget.set',
  ['client'],
  ({
    costCenter,
    year,
    amountMinor,
    currency,
  }: {
    costCenter: string;
    year: number;
    amountMinor: number;
    currency: string;
  }) => `set the ${year} budget of ${costCenter} to ${formatMoney(amountMinor, currency)}`,
);

import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatMonth } from '#app/values/week.ts';

export const accrualPosted = defineEvent(
  'accrual.posted',
  ['client'],
  ({ month, clientMinor, currency }: { month: string; clientMinor: number; currency: string }) =>
    `posted the accrual of ${formatMonth(month.slice(0, 7))}, ${formatMoney(clientMinor, currency)}`,
);

import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { cadenceWord, type Cadence } from './schedule.ts';

type Code = { code: string; name: string };
type Sheet = { title: string };
type Amount = { amountMinor: number; currency: string };
type Line = Amount & { what: string };

const amountOf = ({ amountMinor, currency }: Amount) => formatMoney(amountMinor, currency);

export const expenseCodeAdded = defineEvent(
  'expenseCode.added',
  ['client', 'supplier'],
  ({ code, name }: Code) => `added the expense code ${code} ${name}`,
);
export const expenseCodeChanged = defineEvent(
  'expenseCode.changed',
  ['client', 'supplier'],
  ({ code, name }: Code) => `changed the terms of the expense code ${code} ${name}`,
);
export const expenseCodeClosed = defineEvent(
  'expenseCode.closed',
  ['client', 'supplier'],
  ({ code, name }: Code) => `closed the expense code ${code} ${name}`,
);

export const expensesStarted = defineEvent(
  'expenseSheet.started',
  ['supplier'],
  ({ title }: Sheet) => `began “${title}”`,
);
export const expenseLineAdded = defineEvent(
  'expenseSheet.lineAdded',
  ['supplier'],
  (line: Line) => `added ${line.what}, ${amountOf(line)}`,
);
export const expenseLineChanged = defineEvent(
  'expenseSheet.lineChanged',
  ['supplier'],
  (line: Line) => `changed ${line.what}, now ${amountOf(line)}`,
);
export const expenseLineRemoved = defineEvent(
  'expenseSheet.lineRemoved',
  ['supplier'],
  (line: Line) => `took ${line.what} out, ${amountOf(line)}`,
);
export const expensesSubmitted = defineEvent(
  'expenseSheet.submitted',
  ['client', 'supplier'],
  (sheet: Sheet & Amount) => `submitted expenses of ${amountOf(sheet)}`,
);
export const expensesRecalled = defineEvent(
  'expenseSheet.recalled',
  ['client', 'supplier'],
  () => 'took it back before it was decided',
);
export const expensesApproved = defineEvent(
  'expenseSheet.approved',
  ['client', 'supplier'],
  (sheet: Sheet & Amount) => `approved expenses of ${amountOf(sheet)}`,
);
export const expensesRejected = defineEvent(
  'expenseSheet.rejected',
  ['client', 'supplier'],
  (sheet: Sheet & Amount) => `sent expenses of ${amountOf(sheet)} back`,
);

type Charge = Amount & { label: string; cadence: Cadence };

const chargeInWords = (charge: Charge) =>
  charge.cadence === 'once'
    ? `“${charge.label}”, ${amountOf(charge)}`
    : `“${charge.label}”, ${amountOf(charge)} ${cadenceWord(charge.cadence).toLowerCase()}`;

export const chargeRequested = defineEvent(
  'miscCharge.requested',
  ['client', 'supplier'],
  (charge: Charge) => `asked for ${chargeInWords(charge)}`,
);
export const chargeApproved = defineEvent(
  'miscCharge.approved',
  ['client', 'supplier'],
  (charge: Charge) => `approved ${chargeInWords(charge)}`,
);
export const chargeRejected = defineEvent(
  'miscCharge.rejected',
  ['client', 'supplier'],
  (charge: Charge) => `refused ${chargeInWords(charge)}`,
);
export const chargeCancelled = defineEvent(
  'miscCharge.cancelled',
  ['client', 'supplier'],
  () => 'took the request back',
);
export const chargeEnded = defineEvent(
  'miscCharge.ended',
  ['client', 'supplier'],
  ({ lastDay }: { lastDay: string }) => `ended it; ${formatDate(lastDay)} was its last day`,
);

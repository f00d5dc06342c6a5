import { defineEvent } from '#app/values/event.ts';
import { formatMonth } from '#app/values/week.ts';

type Month = { month: string };
const name = ({ month }: Month) => formatMonth(month.slice(0, 7));

export const monthClosed = defineEvent('ledgerPeriod.closed', [], (facts: Month) => `closed ${name(facts)}`);

export const reopeningAsked = defineEvent(
  'ledgerPeriod.reopeningAsked',
  [],
  (facts: Month) => `asked to reopen ${name(facts)}`,
);

export const monthReopened = defineEvent(
  'ledgerPeriod.reopened',
  [],
  (facts: Month) => `reopened ${name(facts)}`,
);

export const monthKeptClosed = defineEvent(
  'ledgerPeriod.keptClosed',
  [],
  (facts: Month) => `kept ${name(facts)} closed`,
);

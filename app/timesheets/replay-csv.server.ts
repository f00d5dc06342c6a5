import { csvText } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { formatHours } from '#app/values/hours.ts';
import { plainAmount } from '#app/values/money.ts';
import type { ReplayLine } from './replay.ts';

const head = [
  ...['week_ends_on', 'supplier', 'worker', 'assignment', 'pay_code', 'hours_before', 'hours_after'],
  ...['currency', 'amount_before', 'amount_after', 'difference'],
];

/** Every line of a replay, also those that stay as they are. */
export function replayCsv(lines: ReplayLine[], currency: string): { content: string; tally: Tally } {
  const rows = lines.map((line) => [
    line.weekEndsOn,
    line.supplierName,
    line.workerName,
    line.ref,
    line.payCode,
    formatHours(line.minutesBefore),
    formatHours(line.minutesAfter),
    currency,
    plainAmount(line.beforeMinor, currency),
    plainAmount(line.afterMinor, currency),
    plainAmount(line.afterMinor - line.beforeMinor, currency),
  ]);
  const tally = tallyOf(head, ['amount_before', 'amount_after', 'difference']);
  return { content: csvText([head, ...tally.take(rows)]), tally };
}

import { stringify } from 'csv-stringify/sync';
import { formatHours } from '#app/values/hours.ts';
import { plainAmount } from '#app/values/money.ts';
import { csvCell } from '#app/values/text.ts';
import type { ReplayLine } from './replay.ts';

const head = [
  ...['week_ends_on', 'supplier', 'worker', 'assignment', 'pay_code', 'hours_before', 'hours_after'],
  ...['currency', 'amount_before', 'amount_after', 'difference'],
];

/** Every line of a replay, also those that stay as they are. */
export function replayCsv(lines: ReplayLine[], currency: string): string {
  const rows = lines.map((line) => [
    line.weekEndsOn,
    csvCell(line.supplierName),
    csvCell(line.workerName),
    line.ref,
    line.payCode,
    formatHours(line.minutesBefore),
    formatHours(line.minutesAfter),
    currency,
    plainAmount(line.beforeMinor, currency),
    plainAmount(line.afterMinor, currency),
    plainAmount(line.afterMinor - line.beforeMinor, currency),
  ]);
  return stringify([head, ...rows], { bom: true, record_delimiter: '\r\n' });
}

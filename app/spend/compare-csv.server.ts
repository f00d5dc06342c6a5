import { csvText } from '#app/platform/files/csv.server.ts';
import { tallyOf, type Tally } from '#app/platform/files/tally.ts';
import { plainAmount } from '#app/values/money.ts';
import { measureLabel, measuresOf } from './compare.ts';
import type { Comparison } from './compare.server.ts';

/** The comparison as CSV: a row a month; UTF-8 with a byte order mark, amounts as plain decimals. */
export function comparisonCsv({ view, months, currency }: Comparison): { content: string; tally: Tally } {
  const measures = measuresOf[view];
  const amounts = measures.flatMap((measure) => {
    const label = measureLabel[view][measure];
    return [`${label}, as it was`, `${label}, other model`, `${label}, difference`];
  });
  const amount = (minor: number | null) => (minor === null ? '' : plainAmount(minor, currency));
  const rows = months.map(({ month, workers, now, then }) => [
    month,
    currency,
    workers,
    ...measures.flatMap((measure) => {
      const [was, would] = [now[measure], then[measure]];
      return [amount(was), amount(would), amount(was === null || would === null ? null : would - was)];
    }),
  ]);
  const head = ['Month', 'Currency', 'Workers', ...amounts];
  const tally = tallyOf(head, amounts);
  return { content: csvText([head, ...tally.take(rows)]), tally };
}

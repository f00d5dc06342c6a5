import { csvText } from '#app/platform/files/csv.server.ts';
import { plainAmount } from '#app/values/money.ts';
import { measureLabel, measuresOf } from './compare.ts';
import type { Comparison } from './compare.server.ts';

/** The comparison as CSV: a row a month; UTF-8 with a byte order mark, amounts as plain decimals. */
export function comparisonCsv({ view, months, currency }: Comparison): string {
  const measures = measuresOf[view];
  const head = measures.flatMap((measure) => {
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
  return csvText([['Month', 'Currency', 'Workers', ...head], ...rows]);
}

import { Decimal } from '#app/values/decimal.ts';
import type { CsvRow } from './csv.server.ts';

/** How many rows a file has below its head, and what its columns of money come to, by column and currency. */
export type Told = { rows: number; sums: Record<string, string> };

export type Tally = {
  /** Counts rows on their way into the file and hands them on. */
  take(rows: CsvRow[]): CsvRow[];
  told(): Told;
};

/**
 * Counts what goes into a file while it is written.
 * @param head the names of the columns; where one is `Currency`, each currency is summed by itself
 * @param summed the columns of plain decimals to sum; cells that are empty count as nothing
 */
export function tallyOf(head: CsvRow, summed: string[] = []): Tally {
  const currencyAt = head.findIndex((name) => String(name).toLowerCase() === 'currency');
  const places = summed.map((name) => [name, head.indexOf(name)] as const).filter(([, at]) => at >= 0);
  const sums = new Map<string, { sum: InstanceType<typeof Decimal>; decimals: number }>();
  let rows = 0;
  return {
    take(taken) {
      rows += taken.length;
      for (const row of taken)
        for (const [name, at] of places) {
          const key = currencyAt < 0 ? name : `${name}, ${row[currencyAt] ?? ''}`;
          const text = String(row[at] ?? '');
          const { sum = new Decimal(0), decimals = 0 } = sums.get(key) ?? {};
          const [, behindThePoint = ''] = text.split('.');
          sums.set(key, { sum: sum.plus(text || 0), decimals: Math.max(decimals, behindThePoint.length) });
        }
      return taken;
    },
    told: () => ({
      rows,
      sums: Object.fromEntries([...sums].map(([key, { sum, decimals }]) => [key, sum.toFixed(decimals)])),
    }),
  };
}

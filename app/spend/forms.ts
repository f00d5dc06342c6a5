import { z } from 'zod';
import type { Months } from './months.ts';

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** What the figures are narrowed to. Ids that are absent narrow nothing. */
export const spendFilters = z.object({
  client: z.uuid().optional(),
  supplier: z.uuid().optional(),
  department: z.uuid().optional(),
  job: z.uuid().optional(),
  costCenter: z.uuid().optional(),
});
export type SpendFilters = z.output<typeof spendFilters>;

/** The MSP looks at what clients were billed, or at what suppliers earned. The others have one side of it. */
const view = z.enum(['spend', 'earnings']).default('spend');
export type SpendView = z.output<typeof view>;

/** The address of the dashboard. */
export const dashboardQuery = spendFilters.extend({
  view,
  /** `rolling` for twelve months, or a year. */
  period: z
    .string()
    .regex(/^(rolling|20\d\d)$/)
    .default('rolling'),
});
export type DashboardQuery = z.output<typeof dashboardQuery>;

/** The address of the lines behind a figure. `month` is short for one month from and to. */
export const linesQuery = spendFilters.extend({
  view,
  month: month.optional(),
  from: month.optional(),
  to: month.optional(),
  /** The id of the last line shown. */
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});
export type LinesQuery = z.output<typeof linesQuery>;

/** No address looks at more than two years of lines. */
export const MONTHS_LIMIT = 24;

type Address = SpendFilters & { view?: SpendView; period?: string; months?: Months };

/** An address with its filters; what narrows nothing is left out, so that one view has one address. */
export function spendLink(path: string, { view: side, period, months, ...filters }: Address): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value) search.set(name === 'client' ? 'program' : name, value);
  if (side === 'earnings') search.set('view', side);
  if (period && period !== 'rolling') search.set('period', period);
  if (months && months.from === months.to) search.set('month', months.from);
  else if (months) {
    search.set('from', months.from);
    search.set('to', months.to);
  }
  const query = search.toString();
  return query ? `${path}?${query}` : path;
}

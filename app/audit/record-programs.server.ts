import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { RecordsQuery } from './forms.ts';

export type RecordsProgram = {
  clientId: string;
  client: string;
  code: string;
  currency: string;
  firstYear: number;
  lastYear: number;
};

const PROGRAMS_SHOWN = 500;

/** The programs whose books may be copied, each with the years in which somebody worked. */
export async function programsWithYears(ctx: Context): Promise<RecordsProgram[]> {
  const thisYear = ctx.now.getUTCFullYear();
  const rows = await ctx.db.execute<RecordsProgram>(sql`
    select p.client_id as "clientId", o.name as client, p.code, p.currency,
      least(coalesce((select extract(year from min(a.starts_on)) from assignment a where a.client_id = p.client_id), ${thisYear}), ${thisYear})::int as "firstYear",
      ${thisYear}::int as "lastYear"
    from program p join organization o on o.id = p.client_id order by o.name limit ${PROGRAMS_SHOWN}`);
  return [...rows];
}

/** What is asked for, of what there is: the first program and this year, unless it is said otherwise. */
export function chosenOf(programs: RecordsProgram[], { program, year }: RecordsQuery) {
  const chosen = programs.find(({ clientId }) => clientId === program) ?? programs[0];
  if (!chosen) return null;
  const within = year && year >= chosen.firstYear && year <= chosen.lastYear;
  return { ...chosen, year: within ? year : chosen.lastYear };
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { BooksQuery } from './forms.ts';

export type BooksProgram = {
  clientId: string;
  client: string;
  code: string;
  currency: string;
  firstYear: number;
  lastYear: number;
};

const PROGRAMS_SHOWN = 500;

/** The programs whose books may be copied, each with the years in which somebody worked. */
export async function programsWithYears(ctx: Context): Promise<BooksProgram[]> {
  const thisYear = ctx.now.getUTCFullYear();
  const rows = await ctx.db.execute<BooksProgram>(sql`
    select p.client_id as "clientId", o.name as client, p.code, p.currency,
      least(coalesce((select extract(year from min(a.starts_on)) from assignment a where a.client_id = p.client_id), ${thisYear}), ${thisYear})::int as "firstYear",
      ${thisYear}::int as "lastYear"
    from program p join organization o on o.id = p.client_id order by o.name limit ${PROGRAMS_SHOWN}`);
  return [...rows];
}

/**
 * What is asked for, of what there is: the first program and this year, unless it is said otherwise.
 * @returns null for a program or a year that is not there, never another in its place
 */
export function chosenOf(programs: BooksProgram[], { program, year }: BooksQuery) {
  const chosen = program ? programs.find(({ clientId }) => clientId === program) : programs[0];
  if (!chosen) return null;
  const asked = year ?? chosen.lastYear;
  return asked >= chosen.firstYear && asked <= chosen.lastYear ? { ...chosen, year: asked } : null;
}

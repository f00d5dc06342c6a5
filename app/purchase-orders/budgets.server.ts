import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

const CENTERS_LIMIT = 500;

export type CenterBudget = {
  costCenterId: string;
  code: string;
  name: string;
  /** Null where none is set for the year. */
  budgetMinor: number | null;
  /** Billed in the year, fees and taxes with it. */
  spentMinor: number;
};

/** The cost centers of a program with the year's budget and what was billed to them; by code, at most 500. */
export async function budgetsOf(ctx: Context, clientId: string, year: number): Promise<CenterBudget[]> {
  const rows = await ctx.db.execute<CenterBudget>(sql`
    select k.id as "costCenterId", k.code, k.name, b.amount_minor as "budgetMinor", coalesce(s.spent, 0)::bigint as "spentMinor"
    from cost_center k
    left join budget b on b.client_id = k.client_id and b.cost_center_id = k.id and b.year = ${year}
    left join (select cost_center_id, sum(total_minor) as spent from client_spend
               where client_id = ${clientId} and month >= make_date(${year}::int, 1, 1) and month < make_date(${year}::int + 1, 1, 1)
               group by cost_center_id) s on s.cost_center_id = k.id
    where k.client_id = ${clientId} and (k.closed_on is null or b.amount_minor is not null or s.spent is not null)
    order by k.code limit ${CENTERS_LIMIT}`);
  return [...rows];
}

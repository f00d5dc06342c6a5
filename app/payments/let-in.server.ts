import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

/**
 * The suppliers of a run that somebody added or let into the program, by name: nobody lets a supplier in and releases
 * its money (G6). The database holds the same.
 */
export async function suppliersLetInBy(ctx: Context, runId: string, accountId: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ name: string }>(sql`
    select distinct o.name from payment p join organization o on o.id = p.supplier_id
    where p.payment_run_id = ${runId}
      and (exists (select from enrollment n where n.client_id = p.client_id and n.supplier_id = p.supplier_id and n.enrolled_by = ${accountId})
        or exists (select from event e where e.subject_id = p.supplier_id and e.kind = 'supplier.created' and e.actor_account_id = ${accountId}))
    order by o.name limit 20`);
  return [...rows].map(({ name }) => name);
}

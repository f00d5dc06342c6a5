import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { idList } from './open-documents.server.ts';

/**
 * Marks the charges that the client's money has reached: the lines of each invoice from the oldest week on, as long as
 * their running total is settled; all of them where the invoice is. A second time finds nothing new.
 * @param fundedOn the day the money came, 'YYYY-MM-DD'
 */
export async function markFunded(ctx: Context, invoiceIds: string[], fundedOn: string): Promise<void> {
  if (invoiceIds.length === 0) return;
  await ctx.db.execute(sql`
    insert into funded_charge (charge_id, client_id, supplier_id, funded_on)
    select charge_id, client_id, supplier_id, ${fundedOn}::date
    from (
      select l.charge_id, l.client_id, l.supplier_id, b.settled_minor, b.total_minor,
        sum(l.total_minor) over (partition by l.invoice_id order by l.week_ends_on, l.id) as reached
      from invoice_line l
      join invoice_balance b on b.invoice_id = l.invoice_id
      where l.invoice_id in (${idList(invoiceIds)}) and l.kind = 'client_invoice' and b.settled_minor <> 0
    ) l
    where settled_minor = total_minor or reached <= settled_minor
    on conflict (charge_id) do nothing`);
}

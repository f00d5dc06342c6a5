import { inArray, sql, type SQL } from 'drizzle-orm';
import { invoice } from '#db/schema/index.ts';
import { selfBill } from '#app/invoices/lifecycle.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { selfBillReleased } from './events.ts';

/**
 * Days between the client's money and the supplier's, of the document `i`: as its terms say on paper, else as the
 * agreement with the supplier or the program's terms say for the end of its period.
 */
export const termsDaysOf = sql`coalesce(
  substring(i.parties ->> 'paymentTerms' from '^(\\d{1,3}) days? after')::int,
  (select a.supplier_terms_days from agreement a where a.client_id = i.client_id and a.supplier_id = i.supplier_id and a.effective @> i.ends_on limit 1),
  (select t.supplier_terms_days from program_terms t where t.client_id = i.client_id and t.effective_from <= i.ends_on order by t.effective_from desc limit 1),
  0)`;

export const paysWhenPaid = sql`coalesce((i.parties ->> 'payWhenPaid')::boolean, false)`;

/** Statements at once; the next hour takes the rest. */
const BATCH = 2_000;

/**
 * Makes statements payable whose day has come: on terms when they are due, when paid once the client's money has
 * reached every line and the supplier's days have passed since.
 * @returns how many became payable
 */
export async function releaseSelfBills(
  ctx: Context,
  { clientId }: { clientId?: string } = {},
): Promise<number> {
  const whose: SQL = clientId ? sql`and i.client_id = ${clientId}` : sql``;
  const due = sql`id in (
    select i.id from invoice i
    join program p on p.client_id = i.client_id
    cross join lateral (select (${ctx.now.toISOString()}::timestamptz at time zone p.time_zone)::date as today) d
    where i.kind = 'self_bill' and i.status = 'issued' and i.total_minor <> 0 ${whose}
      and case when ${paysWhenPaid}
        then (select coalesce(bool_and(f.charge_id is not null), true) and coalesce(max(f.funded_on), d.today) + ${termsDaysOf} <= d.today
              from invoice_line l left join funded_charge f on f.charge_id = l.charge_id where l.invoice_id = i.id)
        else i.due_on <= d.today end
    order by i.id limit ${BATCH})`;
  const released = await transitionAll(ctx, selfBill, 'release', due);
  if (released.length === 0) return 0;
  const rows = await ctx.db
    .select({
      id: invoice.id,
      clientId: invoice.clientId,
      supplierId: invoice.supplierId,
      reference: invoice.reference,
      payWhenPaid: sql<boolean>`coalesce((${invoice.parties} ->> 'payWhenPaid')::boolean, false)`,
    })
    .from(invoice)
    .where(inArray(invoice.id, released));
  await recordEvents(
    ctx,
    rows.map(({ id, clientId: client, supplierId, reference, payWhenPaid }) =>
      selfBillReleased({
        subjectId: id,
        clientId: client,
        supplierId,
        facts: { reference, why: payWhenPaid ? 'the client has paid' : 'it is due' },
      }),
    ),
  );
  return released.length;
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { sum } from '#app/values/money.ts';
import { formatMonth } from '#app/values/week.ts';
import type { FlatLine } from './lines.server.ts';
import type { AccrualScope } from './sources.server.ts';

const CREDITS_LIMIT = 500;

/**
 * Credits that are to be expected by the month end and stand on no document issued by then: corrections that wait for a
 * second person, at what their page shows, and service credits, frozen or still with the client, at their whole amount.
 */
export async function creditLines(ctx: Context, scope: AccrualScope): Promise<FlatLine[]> {
  return [...(await corrections(ctx, scope)), ...(await serviceCredits(ctx, scope))];
}

type Pending = {
  number: number;
  client: number;
  tax: number;
  suppliers: { supplierId: string; name: string; differenceMinor: number }[];
};

/** A line for each supplier, and one for what is left of the client's side: fees and tax. */
async function corrections(ctx: Context, { clientId, asOf }: AccrualScope): Promise<FlatLine[]> {
  const rows = await ctx.db.execute<Pending>(sql`
    select k.number, (k.preview -> 'client' ->> 'netMinor')::bigint as client, (k.preview -> 'tax' ->> 'netMinor')::bigint as tax,
      k.preview -> 'suppliers' as suppliers
    from correction k
    where k.client_id = ${clientId} and k.created_at < ${asOf}::date + 1
      and (k.status = 'pending_approval' or (k.status = 'issued' and not exists (
        select from invoice i where i.correction_id = k.id and i.issued_on <= ${asOf}::date)))
    order by k.number limit ${CREDITS_LIMIT}`);
  return [...rows].flatMap(({ number, client, tax, suppliers }) => {
    const why = `Correction ${number}, not issued by then: as its preview shows`;
    const passed = sum(suppliers.map(({ differenceMinor }) => differenceMinor));
    const own: FlatLine[] = suppliers.map(({ supplierId, name, differenceMinor }) => ({
      ...{
        class: 'credit',
        supplier_id: supplierId,
        amount_minor: differenceMinor,
        fee_minor: 0,
        tax_minor: 0,
      },
      ...{ client_minor: differenceMinor, supplier_minor: differenceMinor },
      method: `${why}; what ${name} gets or gives back`.slice(0, 300),
    }));
    const rest: FlatLine = {
      ...{ class: 'credit', supplier_id: null, amount_minor: 0, supplier_minor: 0, tax_minor: tax },
      ...{ client_minor: client - passed, fee_minor: client - passed - tax },
      method: `${why}; fees and tax`,
    };
    return rest.client_minor === 0 && rest.tax_minor === 0 ? own : [...own, rest];
  });
}

async function serviceCredits(ctx: Context, { clientId, asOf }: AccrualScope): Promise<FlatLine[]> {
  const rows = await ctx.db.execute<{ month: string; minor: number; status: string }>(sql`
    select s.month::text, -s.credit_minor + s.earn_back_minor as minor, s.status
    from scorecard s
    where s.client_id = ${clientId} and s.month <= ${asOf}::date and s.status in ('under_review', 'with_client', 'frozen')
      and s.credit_minor <> s.earn_back_minor
      and not exists (select from service_credit c join invoice i on i.id = c.invoice_id where c.scorecard_id = s.id and i.issued_on <= ${asOf}::date)
    order by s.month limit ${CREDITS_LIMIT}`);
  return [...rows].map(({ month, minor, status }) => ({
    ...{ class: 'credit', supplier_id: null, amount_minor: 0, supplier_minor: 0, tax_minor: 0 },
    ...{ fee_minor: minor, client_minor: minor },
    method: `Service credit of ${formatMonth(month.slice(0, 7))}, ${status === 'frozen' ? 'frozen and on no document' : 'not frozen yet'}: its whole amount, without tax`,
  }));
}

import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { Accrual } from './queries.server.ts';
import { minutesUntil } from './sources.server.ts';

const DIFFERENCES_SHOWN = 20;

/**
 * What documents issued after the month end billed for service up to it: the same work that was accrued. A week that
 * straddles the month end counts with the share of its days up to it. Corrections that waited on the month end and
 * service credits of months up to it are compared with what was issued for them.
 */
const billedLater = ({ clientId, month, asOf }: Accrual): SQL => sql`
  select l.assignment_id,
    case when w.minutes is null or w.minutes = l.minutes or l.minutes = 0 then l.total_minor
      else round(l.total_minor::numeric * w.minutes / l.minutes)::bigint end as billed_minor
  from invoice i
  join invoice_line l on l.invoice_id = i.id
  join charge c on c.id = l.charge_id
  left join lateral (${minutesUntil(sql`c`, asOf)}) w on c.week_ends_on > ${asOf}::date and c.timesheet_id is not null
  where i.client_id = ${clientId} and i.kind = 'client_invoice' and i.billing_run_id is not null and i.issued_on > ${asOf}::date
    and l.service_from <= ${asOf}::date and l.pay_code <> 'RBT'
  union all
  select null, i.total_minor from invoice i
  where i.client_id = ${clientId} and i.fee_month = ${month}::date and i.issued_on > ${asOf}::date
  union all
  select null, i.total_minor from invoice i join correction k on k.id = i.correction_id
  where i.client_id = ${clientId} and i.side = 'client' and i.issued_on > ${asOf}::date and k.created_at < ${asOf}::date + 1
  union all
  select null, t.total_minor from service_credit c
  join invoice_item t on t.service_credit_id = c.id join invoice i on i.id = c.invoice_id
  where c.client_id = ${clientId} and c.month <= ${asOf}::date and i.issued_on > ${asOf}::date and i.fee_month is distinct from ${month}::date`;

export type Difference = {
  assignmentId: string | null;
  /** The worker, or what it is where there is none. */
  name: string;
  accruedMinor: number;
  billedMinor: number;
};

export type Comparison = {
  billedMinor: number;
  /** The assignments with the largest differences, at most 20. */
  differences: Difference[];
};

/** What was accrued beside what was billed for it meanwhile, as the client pays it. */
export async function comparisonOf(ctx: Context, accrual: Accrual): Promise<Comparison> {
  const rows = await ctx.db.execute<Difference & { allBilled: number }>(sql`
    with billed as (select assignment_id, sum(billed_minor)::bigint as minor from (${billedLater(accrual)}) b group by assignment_id),
    accrued as (select assignment_id, sum(client_minor)::bigint as minor from accrual_line where accrual_id = ${accrual.id} group by assignment_id),
    both_of as (
      select coalesce(k.assignment_id, b.assignment_id) as assignment_id, coalesce(k.minor, 0) as accrued, coalesce(b.minor, 0) as billed
      from accrued k full join billed b on coalesce(b.assignment_id, '00000000-0000-0000-0000-000000000000'::uuid) = coalesce(k.assignment_id, '00000000-0000-0000-0000-000000000000'::uuid))
    select s.assignment_id as "assignmentId", coalesce(a.worker_name || ', A-' || a.number, 'Flat fees, discounts and credits') as name,
      s.accrued::bigint as "accruedMinor", s.billed::bigint as "billedMinor", (sum(s.billed) over ())::bigint as "allBilled"
    from both_of s left join assignment a on a.id = s.assignment_id
    order by abs(s.accrued - s.billed) desc, name limit ${DIFFERENCES_SHOWN}`);
  const all = [...rows];
  return {
    billedMinor: all[0]?.allBilled ?? 0,
    differences: all
      .filter(({ accruedMinor, billedMinor }) => accruedMinor !== billedMinor)
      .map(({ assignmentId, name, accruedMinor, billedMinor }) => ({
        ...{ assignmentId, name, accruedMinor, billedMinor },
      })),
  };
}

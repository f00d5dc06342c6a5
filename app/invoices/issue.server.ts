import { eq, sql, type SQL } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import { termsOn, type ProgramFacts } from '#app/programs/public.server.ts';
import { today } from '#app/values/week.ts';
import type { Context } from '#app/platform/context.server.ts';

/** A document that a transaction issues. */
export type IssuedDocument = {
  id: string;
  kind: 'client_invoice' | 'self_bill' | 'client_credit' | 'supplier_credit';
  reference: string;
  supplierId: string | null;
  totalMinor: number;
  dueOn: string;
  /** Then `dueOn` is only when the client should have paid at the latest. */
  payWhenPaid: boolean;
};

/** What documents are issued for: a run of a period, or a correction. */
export type Origin = {
  clientId: string;
  billingRunId: string | null;
  correctionId: string | null;
  startsOn: string;
  endsOn: string;
};

/** The day on which documents of a program are issued: today in its zone, and never before the period is over. */
export function issueDay(ctx: Context, program: ProgramFacts, endsOn: string): string {
  const day = today(ctx.now, program.timeZone);
  return day < endsOn ? endsOn : day;
}

/** The condition on a document that it was issued by this run or this correction. */
export const issuedBy = (alias: SQL, { billingRunId, correctionId }: Origin): SQL =>
  billingRunId
    ? sql`${alias}.billing_run_id = ${billingRunId}`
    : sql`${alias}.correction_id = ${correctionId}`;

/** Which documents the priced charges make: bills of both sides, and credit memos for what is taken back or rebated. */
const wanted = (origin: Origin): SQL => {
  // Within a run, corrected time rides on the next bill as signed lines; a rebate, and all that a correction takes back, is a credit memo.
  const isCredit = origin.correctionId ? sql`credits_charge_id is not null` : sql`pay_code = 'RBT'`;
  const sums = sql`count(*)::int as line_count, sum(p.minutes)::bigint as minutes,
    coalesce(sum(p.amount_minor) filter (where p.pay_code in ('ST', 'OT', 'DT')), 0)::bigint as time_minor,
    coalesce(sum(p.amount_minor) filter (where p.pay_code not in ('ST', 'OT', 'DT')), 0)::bigint as other_minor, sum(p.discount_minor)::bigint as discount_minor`;
  return sql`
    select case when is_credit then 'client_credit' else 'client_invoice' end as kind, case when is_credit then 'CM' else 'INV' end as series,
           null::uuid as supplier_id, ${sums}, sum(p.client_fee_minor)::bigint as fee_minor, sum(p.client_tax_minor)::bigint as tax_minor
    from (select *, ${isCredit} as is_credit from priced_charge) p group by is_credit
    union all
    select case when is_credit then 'supplier_credit' else 'self_bill' end, case when is_credit then 'SCM' else 'SB' end,
           p.supplier_id, ${sums}, -sum(p.supplier_fee_minor)::bigint, sum(p.supplier_tax_minor)::bigint
    from (select *, ${isCredit} as is_credit from priced_charge) p group by is_credit, supplier_id`;
};

type IssuedRow = {
  id: string;
  kind: IssuedDocument['kind'];
  supplier_id: string | null;
  reference: string;
  total_minor: number;
  due_on: string;
  pay_when_paid: boolean;
};

/**
 * Issues the documents that `priced_charge` makes. Numbers are taken here, by updating the series inside this
 * transaction: a rollback gives them back, so none is skipped. A supplier's own agreement stands before the program's
 * terms of payment. Leaves `issued`, which says on which document a charge stands.
 */
export async function issueDocuments(
  ctx: Context,
  origin: Origin,
  program: ProgramFacts,
): Promise<IssuedDocument[]> {
  const { clientId } = origin;
  const issuedOn = issueDay(ctx, program, origin.endsOn);
  const terms = await termsOn(ctx, clientId, origin.endsOn);
  const clientDays = terms?.paymentTermsDays ?? 30;
  const [seller] = await ctx.db.select().from(organization).where(eq(organization.side, 'msp')).limit(1);
  if (!seller) throw new Error('There is no MSP organization to bill for');
  const year = Number(issuedOn.slice(0, 4));
  const rows = await ctx.db.execute<IssuedRow>(sql`
    with ranked as (
      select w.*, row_number() over (partition by w.series order by o.name, w.supplier_id) as place, count(*) over (partition by w.series) as of_series
      from (${wanted(origin)}) w left join organization o on o.id = w.supplier_id
    ), taken as (
      insert into number_series as s (legal_entity_id, series, year, next_number)
      select distinct ${seller.id}::uuid, series, ${year}::smallint, 1 + of_series::int from ranked order by 2
      on conflict (legal_entity_id, series, year) do update set next_number = s.next_number + excluded.next_number - 1
      returning series, next_number
    )
    insert into invoice (kind, client_id, supplier_id, billing_run_id, correction_id, legal_entity_id, series, year, number, reference, currency,
      starts_on, ends_on, issued_on, due_on, line_count, minutes, time_minor, other_minor, discount_minor, fee_minor, tax_minor, total_minor, parties, issued_at)
    select r.kind, ${clientId}, r.supplier_id, ${origin.billingRunId}, ${origin.correctionId}, ${seller.id}, r.series, ${year}, n.number,
      r.series || '-' || ${year}::text || '-' || lpad(n.number::text, 5, '0'), ${program.currency}, ${origin.startsOn}::date, ${origin.endsOn}::date,
      ${issuedOn}::date, ${issuedOn}::date + t.days, r.line_count, r.minutes, r.time_minor, r.other_minor, r.discount_minor, r.fee_minor, r.tax_minor,
      r.time_minor + r.other_minor + r.discount_minor + r.fee_minor + r.tax_minor,
      jsonb_build_object('msp', ${partyOf(sql`m`)}, 'client', ${partyOf(sql`c`)}, 'supplier', case when s.id is not null then ${partyOf(sql`s`)} end,
        'paymentTerms', t.words, 'payWhenPaid', t.when_paid, 'supplierDays', t.supplier_days, 'taxFlow', ${terms?.taxFlow ?? 'principal'}::text),
      ${ctx.now.toISOString()}::timestamptz
    from ranked r
    join taken x on x.series = r.series
    cross join lateral (select (x.next_number - r.of_series + r.place - 1)::int as number) n
    join organization m on m.id = ${seller.id}
    join organization c on c.id = ${clientId}
    left join organization s on s.id = r.supplier_id
    left join agreement a on a.client_id = ${clientId} and a.supplier_id = r.supplier_id and a.effective @> ${origin.endsOn}::date
    cross join lateral (
      select r.supplier_id is not null and coalesce(a.pay_when_paid, ${terms?.payWhenPaid ?? false}) as when_paid,
             coalesce(a.supplier_terms_days, ${terms?.supplierTermsDays ?? 30}::int) as supplier_days) w
    cross join lateral (
      -- Nobody knows yet when the client will pay; due_on is then when it should be at the latest.
      select w.when_paid, w.supplier_days,
        case when r.supplier_id is null then ${clientDays}::int when w.when_paid then w.supplier_days + ${clientDays}::int else w.supplier_days end as days,
        case when r.supplier_id is null then 'Net ' || ${clientDays}::int || ' days' when w.when_paid then w.supplier_days || ' days after the client has paid'
             else 'Net ' || w.supplier_days || ' days' end as words) t
    returning id, kind, supplier_id, reference, total_minor, due_on::text, (parties ->> 'payWhenPaid')::boolean as pay_when_paid`);
  await ctx.db.execute(sql`create temporary table issued on commit drop as
    select id, kind, side, supplier_id, kind in ('client_credit', 'supplier_credit') as is_credit from invoice i where ${issuedBy(sql`i`, origin)}`);
  await ctx.db.execute(sql`analyze issued`);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    supplierId: row.supplier_id,
    totalMinor: row.total_minor,
    dueOn: row.due_on,
    payWhenPaid: row.pay_when_paid,
  }));
}

/** A party's name and address as they are today, for a document that will not change when they move. */
const partyOf = (alias: SQL): SQL =>
  sql`jsonb_build_object('name', ${alias}.legal_name, 'addressLines', to_jsonb(${alias}.address_lines), 'taxId', ${alias}.tax_id)`;

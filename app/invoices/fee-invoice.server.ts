import { sql } from 'drizzle-orm';
import { programOf, termsOn, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { roundTogether } from '#app/values/allocate.ts';
import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { sum } from '#app/values/money.ts';
import { today } from '#app/values/week.ts';
import { daysOfMonth, flatFeesOfMonth, type FeeItem, type FlatFee } from './flat-fees.ts';
import { creditsForFeeInvoice } from './service-credits.server.ts';

/** Flat fees are no work of a job; they are taxed as the service that the program is for. */
const SERVICE_CLASS = 'temporary_staffing';
const FEES_LIMIT = 200;
const MONTHS_LIMIT = 36;

/** What the MSP's flat fees bear in tax, and from which rule; a reason where it is nothing. */
export type FeeTax = {
  taxRuleId: string | null;
  certificateId: string | null;
  jurisdiction: string;
  base: 'full' | 'fee_only' | 'none';
  rate: string;
  baseMinor: number;
  taxMinor: number;
  reason: string;
};

export type ItemWithTax = FeeItem & { serviceCreditId?: string; taxMinor: number; totalMinor: number };

/** One month's fee invoice as it would be issued now. */
export type FeeMonth = {
  /** `2026-06`. */
  month: string;
  startsOn: string;
  endsOn: string;
  /** Whether the month is over in the program's own calendar; only then is it invoiced. */
  isOver: boolean;
  items: ItemWithTax[];
  tax: FeeTax | null;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
};

/**
 * What a month's fee invoice comes to, line by line, with tax: its flat fees, and the service credits that wait for a
 * fee invoice. A credit lowers what is taxed. Null where there is no such program.
 */
export async function feeMonth(ctx: Context, clientId: string, month: string): Promise<FeeMonth | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const { startsOn, endsOn } = daysOfMonth(month);
  const items: (FeeItem & { serviceCreditId?: string })[] = [
    ...flatFeesOfMonth(month, await flatFeesIn(ctx, program, startsOn, endsOn)),
    ...(await creditsForFeeInvoice(ctx, clientId)),
  ];
  const feeMinor = sum(items.map(({ amountMinor }) => amountMinor));
  const tax = items.length === 0 ? null : await taxOnFees(ctx, clientId, endsOn, feeMinor);
  const taxMinor = tax?.taxMinor ?? 0;
  const rate = taxMinor === 0 ? '0' : (tax?.rate ?? '0');
  const taxes = roundTogether(items.map(({ amountMinor }) => new Decimal(amountMinor).times(rate).toFixed()));
  return {
    ...{ month, startsOn, endsOn, feeMinor, taxMinor, tax },
    isOver: endsOn < today(ctx.now, program.timeZone),
    currency: program.currency,
    totalMinor: feeMinor + taxMinor,
    items: items.map((item, index) => {
      const itsTax = taxes[index] ?? 0;
      return { ...item, taxMinor: itsTax, totalMinor: item.amountMinor + itsTax };
    }),
  };
}

/**
 * The flat fees that are in force on any day of the month, each with what it counts. A worker is counted who worked on
 * a day on which the fee is in force and whose time is approved, or who was assigned on such a day; a timesheet in
 * the month of its first approval, so that a late one is missed by none and a correction counts no second time.
 */
async function flatFeesIn(
  ctx: Context,
  { clientId, timeZone }: ProgramFacts,
  startsOn: string,
  endsOn: string,
): Promise<FlatFee[]> {
  return ctx.db.execute<FlatFee>(sql`
    select f.id, f.label, f.component, f.amount_minor as "amountMinor", f.active_worker as "activeWorker",
      f.yearly_indexation::text as "yearlyIndexation", lower(f.effective)::text as "startsOn",
      (upper(f.effective) - 1)::text as "endsOn",
      case
        when f.active_worker = 'approved_time' then (
          select count(distinct t.worker_id) from timesheet t
          join time_line l on l.timesheet_id = t.id
          where t.client_id = f.client_id and t.status in ('approved', 'invoiced', 'paid', 'complete')
            and t.week_ends_on between ${startsOn}::date and ${endsOn}::date + 6 and l.work_date <@ f.days)
        when f.active_worker = 'assigned' then (
          select count(distinct a.worker_id) from assignment a
          where a.client_id = f.client_id and a.status in ('active', 'on_hold', 'ended', 'closed')
            and daterange(a.starts_on, a.ends_on, '[]') && f.days)
        when f.component = 'per_timesheet' then (
          select count(*) from timesheet t
          where t.client_id = f.client_id and t.corrects_id is null and t.status in ('approved', 'invoiced', 'paid', 'complete', 'corrected')
            and (t.approved_at at time zone ${timeZone})::date <@ f.days)
        else 0
      end::int as count
    from (select *, effective * daterange(${startsOn}::date, ${endsOn}::date, '[]') as days from flat_fee
          where client_id = ${clientId} and effective && daterange(${startsOn}::date, ${endsOn}::date, '[]')) f
    order by f.component, f.label, lower(f.effective), f.id
    limit ${FEES_LIMIT}`);
}

type RuleRow = {
  country: string;
  region: string;
  id: string | null;
  base: FeeTax['base'] | null;
  rate: string | null;
  jurisdiction: string | null;
  reason: string | null;
  certificate: string | null;
  number: string | null;
  exempt: string | null;
};

/**
 * The tax on the fees that the MSP bills the client, by the rule for the place of the program's first site, the kind
 * of buyer and the last day of the month. A certificate of the client goes before the rule.
 */
async function taxOnFees(ctx: Context, clientId: string, on: string, baseMinor: number): Promise<FeeTax> {
  const buyer = (await termsOn(ctx, clientId, on))?.buyerType ?? 'business';
  const [row] = await ctx.db.execute<RuleRow>(sql`
    select s.country, s.region, r.id, r.base, r.rate::text, r.jurisdiction, r.reason, x.id as certificate, x.number, x.reason as exempt
    from (select country, region from site where client_id = ${clientId} order by created_at, code limit 1) s
    left join lateral (
      select * from tax_rule r
      where r.country = s.country and r.region = s.region and r.service_class = ${SERVICE_CLASS} and r.leg = 'client_fee'
        and coalesce(r.buyer_type, ${buyer}) = ${buyer} and r.effective @> ${on}::date
      order by r.buyer_type nulls last limit 1) r on true
    left join exemption_certificate x
      on x.client_id = ${clientId} and x.country = s.country and x.region = s.region and x.effective @> ${on}::date`);
  const nothing = { base: 'none', rate: '0', baseMinor, taxMinor: 0, certificateId: null } as const;
  if (!row)
    return { ...nothing, taxRuleId: null, jurisdiction: 'None', reason: 'The program has no site yet' };
  const { id: taxRuleId, region } = row;
  const jurisdiction = row.jurisdiction ?? region;
  if (!taxRuleId || !row.base || !row.rate)
    return { ...nothing, taxRuleId: null, jurisdiction, reason: `No rule taxes MSP fees in ${region}` };
  if (row.base === 'none') return { ...nothing, taxRuleId, jurisdiction, reason: row.reason ?? '' };
  if (row.certificate)
    return {
      ...{ ...nothing, taxRuleId, jurisdiction, certificateId: row.certificate },
      reason: `Exempt, certificate ${row.number ?? ''}: ${row.exempt ?? ''}`,
    };
  const taxMinor = toSafeInteger(new Decimal(baseMinor).times(row.rate).round(0));
  const { base, rate } = row;
  return { taxRuleId, certificateId: null, jurisdiction, base, rate, baseMinor, taxMinor, reason: '' };
}

export type MonthToInvoice = {
  month: string;
  invoiceId: string | null;
  reference: string | null;
  totalMinor: number | null;
};

/**
 * The months that are over and on which a flat fee was in force, newest first, with what was issued for them; at most
 * 36. The last month is one of them too while a service credit waits for a fee invoice.
 */
export async function monthsToInvoice(ctx: Context, clientId: string): Promise<MonthToInvoice[]> {
  return ctx.db.execute<MonthToInvoice>(sql`
    with there as (select (${ctx.now.toISOString()}::timestamptz at time zone p.time_zone)::date as today from program p where p.client_id = ${clientId}),
    months as (
      select distinct m.month::date as month from there, flat_fee f
      cross join lateral generate_series(
        date_trunc('month', greatest(lower(f.effective), there.today - interval '3 years')),
        date_trunc('month', least(coalesce(upper(f.effective) - 1, there.today), there.today)), interval '1 month') m (month)
      where f.client_id = ${clientId} and m.month + interval '1 month' <= there.today
      union
      select (date_trunc('month', there.today) - interval '1 month')::date from there
      where exists (select from service_credit c where c.client_id = ${clientId} and c.invoice_id is null and c.settled_by = 'fee_invoice')
      union
      select i.fee_month from invoice i where i.client_id = ${clientId} and i.fee_month is not null
    )
    select to_char(m.month, 'YYYY-MM') as month, i.id as "invoiceId", i.reference, i.total_minor as "totalMinor"
    from months m left join invoice i on i.client_id = ${clientId} and i.fee_month = m.month
    order by m.month desc limit ${MONTHS_LIMIT}`);
}

export type FlatFeeProgram = { clientId: string; clientName: string; waiting: number };

/** The programs that have flat fees or a service credit that waits, with how many of their months wait for an invoice. At most 200. */
export async function programsWithFlatFees(ctx: Context): Promise<FlatFeeProgram[]> {
  const programs = await ctx.db.execute<{ clientId: string; clientName: string }>(sql`
    select o.id as "clientId", o.name as "clientName" from organization o
    where exists (select from flat_fee f where f.client_id = o.id)
      or exists (select from service_credit c where c.client_id = o.id and c.settled_by = 'fee_invoice') order by o.name, o.id limit 200`);
  const found: FlatFeeProgram[] = [];
  for (const program of programs) {
    const months = await monthsToInvoice(ctx, program.clientId);
    found.push({ ...program, waiting: months.filter(({ invoiceId }) => invoiceId === null).length });
  }
  return found;
}

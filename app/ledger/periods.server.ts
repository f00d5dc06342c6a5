import { and, desc, eq, sql } from 'drizzle-orm';
import { ledgerPeriod as ledgerPeriodTable } from '#db/schema/index.ts';
import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { addMonths, firstOfMonth, lastOfMonth, monthsBetween } from '#app/values/month.ts';
import { today } from '#app/values/week.ts';
import { whyNotClose, whyNotReopen, type MonthStates } from './rules.ts';
import type { StandsOpen } from './stands-open.ts';

/** Five years of months are shown; older ones are closed or empty. */
const MONTHS_SHOWN = 60;

export type Period = typeof ledgerPeriodTable.$inferSelect;

/**
 * Held by whoever closes a month; every posting holds the same lock shared, so that none slips in beside it.
 * @returns the moment from which the books were held: every posting began before it, or waits until they are let go
 */
export async function holdTheBooks(ctx: Context, clientId: string): Promise<Date> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('ledger:' || ${clientId}, 0))`);
  const [held] = await ctx.db.execute<{ since: string }>(sql`select clock_timestamp() as since`);
  return held ? new Date(held.since) : ctx.now;
}

export async function periodOf(ctx: Context, id: string): Promise<Period | null> {
  const [row] = await ctx.db.select().from(ledgerPeriodTable).where(eq(ledgerPeriodTable.id, id));
  return row ?? null;
}

export async function periodOfMonth(ctx: Context, clientId: string, month: string): Promise<Period | null> {
  const [row] = await ctx.db
    .select()
    .from(ledgerPeriodTable)
    .where(and(eq(ledgerPeriodTable.clientId, clientId), eq(ledgerPeriodTable.month, month)));
  return row ?? null;
}

/** The months that were ever closed, by first day. */
export async function statesOf(ctx: Context, clientId: string): Promise<MonthStates> {
  const rows = await ctx.db
    .select({ month: ledgerPeriodTable.month, status: ledgerPeriodTable.status })
    .from(ledgerPeriodTable)
    .where(eq(ledgerPeriodTable.clientId, clientId));
  return new Map(rows.map(({ month, status }) => [month, status]));
}

/** First day of the first month with a posting; null where nothing was posted yet. */
export async function firstMonthOf(ctx: Context, clientId: string): Promise<string | null> {
  const [row] = await ctx.db.execute<{ first: string | null }>(
    sql`select date_trunc('month', min(posted_on))::date as first from ledger_transaction where client_id = ${clientId}`,
  );
  return row?.first ?? null;
}

export type Month = {
  month: string;
  status: 'open' | 'closed' | 'reopening';
  period: Period | null;
  postings: number;
  accrualId: string | null;
  open: StandsOpen;
  /** Why it cannot be closed or reopened now; null where it can. */
  whyNotClose: string | null;
  whyNotReopen: string | null;
};

export type Books = { program: ProgramFacts; today: string; months: Month[] };

/** The months of a program from the first posting to this month, the latest first, each with what stands open in it. */
export async function booksOf(ctx: Context, clientId: string): Promise<Books | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const day = today(ctx.now, program.timeZone);
  const firstMonth = await firstMonthOf(ctx, clientId);
  const states = await statesOf(ctx, clientId);
  const periods = await periodsOf(ctx, clientId);
  const earliest = addMonths(day, 1 - MONTHS_SHOWN);
  const from =
    firstMonth === null || firstMonth < earliest ? (firstMonth ? earliest : firstOfMonth(day)) : firstMonth;
  const facts = await factsOf(ctx, clientId, from, day);
  const months = monthsBetween(from, day).reverse();
  return {
    program,
    today: day,
    months: months.map((month) => {
      const { postings = 0, accrualId = null, ...open } = facts.get(month) ?? nothing;
      const period = periods.get(month) ?? null;
      return {
        ...{ month, status: period?.status ?? 'open', period, postings, accrualId, open },
        whyNotClose: whyNotClose(month, { today: day, firstMonth, states }),
        whyNotReopen: whyNotReopen(month, states),
      };
    }),
  };
}

async function periodsOf(ctx: Context, clientId: string): Promise<Map<string, Period>> {
  const rows = await ctx.db
    .select()
    .from(ledgerPeriodTable)
    .where(eq(ledgerPeriodTable.clientId, clientId))
    .orderBy(desc(ledgerPeriodTable.month))
    .limit(MONTHS_SHOWN);
  return new Map(rows.map((row) => [row.month, row]));
}

type MonthFacts = StandsOpen & { postings: number; accrualId: string | null };
const nothing: MonthFacts = {
  ...{ charges: 0, chargesMinor: 0, submittedWeeks: 0, runs: 0, corrections: 0, payments: 0 },
  ...{ postings: 0, accrualId: null },
};

/** Everything that the page counts, of all months in one statement; only what still waits is looked at, never history. */
async function factsOf(
  ctx: Context,
  clientId: string,
  from: string,
  to: string,
): Promise<Map<string, MonthFacts>> {
  const rows = await ctx.db.execute<MonthFacts & { month: string }>(sql`
    with months as (
      select d::date as month, (d + interval '1 month')::date as next
      from generate_series(${from}::date, ${lastOfMonth(to)}::date, interval '1 month') d),
    unbilled as (
      select date_trunc('month', service_from)::date as month, count(*)::int as n, sum(amount_minor)::bigint as minor from charge
      where client_id = ${clientId} and billing_run_id is null and correction_id is null and voided_at is null group by 1),
    weeks as (
      select week_ends_on - 6 as first, week_ends_on as last from timesheet where client_id = ${clientId} and status = 'submitted'),
    runs as (select starts_on, ends_on from billing_run where client_id = ${clientId} and status in ('open', 'previewed')),
    pending as (
      select distinct c.id, date_trunc('month', h.service_from)::date as month
      from correction c join correction_line l on l.correction_id = c.id join charge h on h.id = l.charge_id
      where c.client_id = ${clientId} and c.status in ('draft', 'pending_approval')),
    paying as (
      select date_trunc('month', value_on)::date as month, count(*)::int as n from payment
      where client_id = ${clientId} and status in ('prepared', 'sent') group by 1),
    posted as (
      select date_trunc('month', posted_on)::date as month, count(*)::int as n from ledger_transaction
      where client_id = ${clientId} and posted_on >= ${from}::date group by 1)
    select m.month, coalesce(u.n, 0) as charges, coalesce(u.minor, 0)::bigint as "chargesMinor",
      (select count(*)::int from weeks w where w.first < m.next and w.last >= m.month) as "submittedWeeks",
      (select count(*)::int from runs r where r.starts_on < m.next and r.ends_on >= m.month) as runs,
      (select count(*)::int from pending p where p.month = m.month) as corrections,
      coalesce(y.n, 0) as payments, coalesce(d.n, 0) as postings, k.id as "accrualId"
    from months m
    left join unbilled u on u.month = m.month
    left join paying y on y.month = m.month
    left join posted d on d.month = m.month
    left join accrual k on k.client_id = ${clientId} and k.month = m.month`);
  return new Map([...rows].map(({ month, ...facts }) => [month, facts]));
}

import { sql } from 'drizzle-orm';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { keptSince } from './rules.ts';
import { monthsOf } from './retention.server.ts';
import type { PersonKind } from './personal-data.ts';

type Found = { live: number; running: number; openTime: number; unpaid: number; lastWeek: string | null };

/** Why a person cannot be forgotten yet, in sentences; empty where they can. */
export function whyNotErase(ctx: Context, kind: PersonKind, id: string): Promise<string[]> {
  return asTheProgram(ctx, 'what a person is bound to may lie behind any wall; only reasons are told', () =>
    kind === 'candidate' ? ofCandidate(ctx, id) : ofAccount(ctx, id),
  );
}

async function ofCandidate(ctx: Context, id: string): Promise<string[]> {
  const [found] = await ctx.db.execute<Found>(sql`
    with work as (select id from worker where candidate_id = ${id})
    select
      (select count(*)::int from assignment where worker_id in (select id from work) and status in ('ready', 'active', 'on_hold')) as live,
      (select count(*)::int from submittal where candidate_id = ${id}
        and status not in ('placed', 'rejected', 'not_selected', 'withdrawn')) as running,
      (select count(*)::int from timesheet where worker_id in (select id from work) and status in ('draft', 'submitted', 'approved'))
        + (select count(*)::int from expense_sheet where worker_id in (select id from work) and status in ('draft', 'submitted', 'approved')) as "openTime",
      (select count(distinct b.invoice_id)::int from invoice_balance b
        join invoice_line l on l.invoice_id = b.invoice_id join charge c on c.id = l.charge_id
        join assignment a on a.id = c.assignment_id
        where a.worker_id in (select id from work) and b.settled_on is null and b.total_minor <> 0) as unpaid,
      (select max(week_ends_on)::text from timesheet where worker_id in (select id from work)) as "lastWeek"`);
  if (!found) return [];
  const since = keptSince(ctx.now, await monthsOf(ctx, 'timesheet'))
    .toISOString()
    .slice(0, 10);
  return [
    ...(found.live > 0 ? ['They have an assignment that has not ended.'] : []),
    ...(found.running > 0 ? ['They are in the running for a need. Withdraw the submittal first.'] : []),
    ...(found.openTime > 0 ? ['A week or an expense sheet of theirs is not billed yet.'] : []),
    ...(found.unpaid > 0 ? ['An invoice or statement with their work is not paid yet.'] : []),
    ...(found.lastWeek && found.lastWeek >= since
      ? [`Their weeks of time are kept by law; the last one ended on ${found.lastWeek}. See Retention.`]
      : []),
  ];
}

async function ofAccount(ctx: Context, id: string): Promise<string[]> {
  const [found] = await ctx.db.execute<{ memberships: number }>(
    sql`select count(*)::int as memberships from membership where account_id = ${id} and ended_at is null`,
  );
  return (found?.memberships ?? 0) > 0
    ? ['They still belong to an organization. An administrator ends their membership first, under People.']
    : [];
}

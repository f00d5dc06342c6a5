import { asc, eq, sql, type SQL } from 'drizzle-orm';
import { retentionRule } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { erase, erasedAddress } from './erase.server.ts';
import { retentionPurged } from './events.ts';
import { keptSince } from './rules.ts';

const RULES_LIMIT = 50;
/** A night removes so many of a kind; the rest goes in the nights after. */
const PURGE_LIMIT = 5_000;
/** The trail's subject for what the whole deployment does. */
export const DEPLOYMENT = '00000000-0000-0000-0000-000000000000';

export const retentionRules = (ctx: Context) =>
  ctx.db.select().from(retentionRule).orderBy(asc(retentionRule.documentType)).limit(RULES_LIMIT);

/** For how many months a kind of record is kept; for ever where no rule says. */
export async function monthsOf(ctx: Context, documentType: string): Promise<number> {
  const [rule] = await ctx.db
    .select({ months: retentionRule.months })
    .from(retentionRule)
    .where(eq(retentionRule.documentType, documentType));
  return rule?.months ?? 1200;
}

/** What is removed outright when its time is over, as the MSP's worker may. Invoices never are. */
const removed: Record<string, (before: SQL) => SQL> = {
  mail: (before) => sql`
    with old as (select id from mail where queued_at < ${before} order by queued_at limit ${PURGE_LIMIT}),
      messages as (delete from mail_message where mail_id in (select id from old) returning 1)
    select count(*)::int as count from messages`,
  invitation: (before) => sql`
    with gone as (delete from invitation where ctid in (select ctid from invitation
      where coalesce(accepted_at, expires_at) < ${before} limit ${PURGE_LIMIT}) returning 1) select count(*)::int as count from gone`,
  privacy_request: (before) => sql`
    with gone as (delete from privacy_request where id in (select id from privacy_request
      where status <> 'open' and coalesce(handled_at, requested_at) < ${before} limit ${PURGE_LIMIT}) returning 1) select count(*)::int as count from gone`,
};

/** What only the door may touch. */
export const removedAtTheDoor: Record<string, (before: SQL) => SQL> = {
  session: (before) => sql`
    with gone as (delete from session where expires_at < ${before} returning 1) select count(*)::int as count from gone`,
  sign_in_attempt: (before) => sql`
    with gone as (delete from sign_in_attempt where id in (select id from sign_in_attempt where attempted_at < ${before} limit ${PURGE_LIMIT}) returning 1)
    select count(*)::int as count from gone`,
};

export const before = (now: Date, months: number) =>
  sql`${keptSince(now, months).toISOString()}::timestamptz`;

/** Removes what its rule lets go, and says in one event how much of it. */
export async function purge(ctx: Context, documentType: string): Promise<number> {
  const statement = removed[documentType];
  if (!statement) return 0;
  const months = await monthsOf(ctx, documentType);
  const [done] = await ctx.db.execute<{ count: number }>(statement(before(ctx.now, months)));
  if (documentType === 'mail')
    await ctx.db.execute(sql`delete from mail m where m.queued_at < ${before(ctx.now, months)}
      and not exists (select from mail_message x where x.mail_id = m.id)`);
  return told(ctx, documentType, done?.count ?? 0);
}

export async function told(ctx: Context, documentType: string, count: number): Promise<number> {
  if (count > 0)
    await recordEvent(ctx, retentionPurged({ subjectId: DEPLOYMENT, facts: { documentType, count } }));
  return count;
}

/** Erases candidates who were never placed and of whom nothing was heard since the rule's time. */
export async function eraseOldCandidates(ctx: Context): Promise<number> {
  const since = before(ctx.now, await monthsOf(ctx, 'candidate'));
  const old = await ctx.db.execute<{ id: string }>(sql`
    select c.id from candidate c
    where c.created_at < ${since} and c.email not like ${erasedAddress}
      and not exists (select from worker w where w.candidate_id = c.id)
      and not exists (select from submittal s where s.candidate_id = c.id
        and (s.created_at >= ${since} or s.status not in ('placed', 'rejected', 'not_selected', 'withdrawn')))
    order by c.created_at limit 500`);
  await erase(
    ctx,
    'candidate',
    old.map(({ id }) => id),
  );
  return told(ctx, 'candidate', old.length);
}

export const purgedKinds = Object.keys(removed);

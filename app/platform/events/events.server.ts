import { desc, inArray, sql } from 'drizzle-orm';
import { event } from '#db/schema/index.ts';
import type { EventNews } from '#app/values/event.ts';
import { NOBODY } from '../authorization/nobody.ts';
import type { Context } from '../context.server.ts';

const TIMELINE_LIMIT = 60;

/** Writes what happened, in the transaction that did it: audit trail, timeline and outbox are this one row. */
export function recordEvent(ctx: Context, news: EventNews): Promise<void> {
  return recordEvents(ctx, [news]);
}

/** The same for many, in one statement. */
export async function recordEvents(ctx: Context, news: EventNews[]): Promise<void> {
  if (news.length === 0) return;
  const { accountId, membershipId, name, organizationName, onBehalfOf } = ctx.actor;
  await ctx.db.insert(event).values(
    news.map((one) => ({
      ...one,
      facts: withoutNames(one.facts),
      at: ctx.now,
      actorAccountId: accountId === NOBODY ? null : accountId,
      actorName: name,
      actorOrganization: organizationName,
      actorMembershipId: membershipId === NOBODY ? null : membershipId,
      behalfAccountId: onBehalfOf?.accountId ?? null,
      behalfName: onBehalfOf?.name ?? null,
      requestId: ctx.requestId,
    })),
  );
}

/** Rows are never changed, not even to forget somebody: people stand in them by reference, and not by name. */
const withoutNames = (facts: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(facts).filter(([key]) => !/^(?:worker|candidate|person)Name$|^e?mail$|^phone$/i.test(key)),
  );

export type TimelineEntry = { id: number; at: Date; who: string; text: string; reason: string | null };

/** The newest news about some things, as far as the actor may read them: at most 60. */
export async function timelineOf(ctx: Context, subjectIds: string[]): Promise<TimelineEntry[]> {
  if (subjectIds.length === 0) return [];
  return ctx.db
    .select({
      id: event.id,
      at: event.at,
      // «Ben Cho for Ana Ruiz, Halden»: whoever decides in another's place is shown with both names. Whoever looks on does
      // nothing for anybody, and the sentence itself says at whom.
      who: sql<string>`${event.actorName} || coalesce(' for ' || case when ${event.subjectKind} <> 'membership' then ${event.behalfName} end, '') || ', ' || ${event.actorOrganization}`,
      text: event.summary,
      reason: event.reason,
    })
    .from(event)
    .where(inArray(event.subjectId, subjectIds))
    .orderBy(desc(event.id))
    .limit(TIMELINE_LIMIT);
}

import { eq } from 'drizzle-orm';
import { viewAs } from '#db/schema/index.ts';
import { VIEW_MINUTES } from '#app/access/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, refused, stale, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { viewStarted } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { membershipRow } from '../queries.server.ts';

/**
 * From the next page on, shows the program office what somebody of a client or a supplier sees, for half an hour and in
 * this session alone. Nothing can be changed meanwhile. Both names stand in the trail, with the reason.
 * Refuses: `Refused` for people of the program office itself, `Stale` for whoever is no longer here.
 */
export async function startViewing(
  ctx: Context,
  membershipId: string,
  { reason }: ReasonInput,
  sessionIdHash: string | null,
): Promise<Result<{ name: string }>> {
  const found = await membershipRow(ctx, membershipId);
  if (!found || sessionIdHash === null) return missing();
  const { accountId, name, organization, role } = found;
  authorize(ctx, 'people.viewAs', { accountId });
  if (organization.side === 'msp') return refused('Only people of clients and suppliers are looked at.');
  if (found.endedAt || found.disabledAt)
    return stale(`${name} is not here as ${roles[role].label.toLowerCase()} now.`);

  // One that has lasted its time is over, and still stands in the table.
  await ctx.db.delete(viewAs).where(eq(viewAs.sessionIdHash, sessionIdHash));
  await ctx.db
    .insert(viewAs)
    .values({ sessionIdHash, viewerAccountId: ctx.actor.accountId, membershipId, reason });
  const until = new Date(ctx.now.getTime() + VIEW_MINUTES * 60_000).toISOString();
  const facts = { name, roleLabel: roles[role].label, organizationName: organization.name, until };
  const as = { ...ctx, actor: { ...ctx.actor, onBehalfOf: { accountId, name } } };
  await recordEvent(as, viewStarted({ subjectId: membershipId, reason, facts }));
  return ok({ name });
}

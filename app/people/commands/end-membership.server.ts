import { eq } from 'drizzle-orm';
import { membership } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, refused, stale, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { endSessions } from '../end-sessions.server.ts';
import { membershipEnded } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { keepAnAdministrator } from '../last-administrator.server.ts';
import { peopleOfOrganization, trailOf } from '../organization.ts';
import { membershipRow } from '../queries.server.ts';

/**
 * Ends what somebody acts as, with a reason. They are signed out at once; other roles of theirs stay.
 * Refuses: `Refused` for one's own and for the last administrator, `Stale` when it has ended already.
 */
export async function endMembership(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ accountId: string; name: string; roleLabel: string }>> {
  const found = await membershipRow(ctx, id);
  if (!found) return missing();
  const { accountId, organization, name } = found;
  authorize(ctx, 'people.end', peopleOfOrganization(organization, accountId));
  if (!(await keepAnAdministrator(ctx, found)))
    return refused(
      `${name} is the last administrator of ${organization.name}. Name another one before this one leaves.`,
    );
  const roleLabel = roles[found.role].label;
  const locked = await membershipRow(ctx, id, { lock: true });
  if (!locked || locked.endedAt) return stale(`${name} is ${roleLabel.toLowerCase()} no more already.`);

  await ctx.db.update(membership).set({ endedAt: ctx.now }).where(eq(membership.id, id));
  await endSessions(ctx, accountId);
  const facts = { name, roleLabel, organizationName: organization.name };
  await recordEvent(ctx, membershipEnded({ subjectId: id, ...trailOf(organization), reason, facts }));
  return ok({ accountId, name, roleLabel });
}

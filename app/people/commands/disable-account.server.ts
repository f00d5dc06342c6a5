import { and, asc, eq, isNull } from 'drizzle-orm';
import { account, membership, organization } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, refused, stale, type Result } from '#app/values/result.ts';
import { endSessions } from '../end-sessions.server.ts';
import { accountDisabled } from '../events.ts';
import type { ReasonInput } from '../forms.ts';
import { keepAnAdministrator } from '../last-administrator.server.ts';
import { accountRow } from '../queries.server.ts';

/**
 * Keeps somebody out in every role, with a reason, until the account is enabled again. They are signed out at once.
 * Refuses: `Refused` for one's own and for the last administrator of any organization, `Stale` when it is so already.
 */
export async function disableAccount(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<{ name: string; sessionsEnded: number }>> {
  const person = await accountRow(ctx, id);
  if (!person) return missing();
  authorize(ctx, 'people.disable', { accountId: id });
  const { name } = person;
  for (const standing of await membershipsInForce(ctx, id))
    if (!(await keepAnAdministrator(ctx, { ...standing, accountId: id, disabledAt: person.disabledAt })))
      return refused(
        `${name} is the last administrator of ${standing.organizationName}. Name another one before this one leaves.`,
      );
  const disabled = await ctx.db
    .update(account)
    .set({ disabledAt: ctx.now })
    .where(and(eq(account.id, id), isNull(account.disabledAt)))
    .returning({ id: account.id });
  if (disabled.length === 0) return stale(`The account of ${name} is disabled already.`);

  const sessionsEnded = await endSessions(ctx, id);
  await recordEvent(ctx, accountDisabled({ subjectId: id, reason, facts: { name, sessionsEnded } }));
  return ok({ name, sessionsEnded });
}

/** In the order of the organizations' ids, which is the order in which the database locks them too. */
function membershipsInForce(ctx: Context, accountId: string) {
  return ctx.db
    .select({
      organizationId: membership.organizationId,
      organizationName: organization.name,
      role: membership.role,
      endedAt: membership.endedAt,
    })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(membership.accountId, accountId), isNull(membership.endedAt)))
    .orderBy(asc(membership.organizationId))
    .limit(100);
}

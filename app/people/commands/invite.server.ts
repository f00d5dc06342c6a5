import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, invitation, membership } from '#db/schema/index.ts';
import { newToken } from '#app/access/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { personInvited } from '../events.ts';
import type { InviteInput } from '../forms.ts';
import { expiryOf, mailInvitation } from '../mail-invitation.server.ts';
import { peopleOfOrganization, trailOf } from '../organization.ts';
import { organizationRow } from '../queries.server.ts';
import { roleFits } from '../rules.ts';

/**
 * Invites a person to act for an organization in a role. They get a link that works once and for seven days.
 * Nobody invites themselves: a second role of one's own is somebody else's to give.
 */
export async function invite(
  ctx: Context,
  input: InviteInput,
): Promise<Result<{ name: string; email: string }>> {
  const to = await organizationRow(ctx, input.organizationId);
  if (!to) return missing();
  authorize(ctx, 'people.invite', peopleOfOrganization(to));
  const misfits = roleFits(input, to);
  if (misfits.length > 0) return invalid(...misfits);
  if (input.email.toLowerCase() === ctx.actor.email.toLowerCase())
    return invalid(
      problem('email', 'This is your own e-mail. Another administrator can give you one more role.'),
    );
  const role = roles[input.role];
  if (await isMember(ctx, input))
    return invalid(problem('email', `This person is ${role.label.toLowerCase()} at ${to.name} already.`));

  const { token, tokenHash } = newToken();
  const expiresAt = expiryOf(ctx.now);
  const { id, name, email } = input;
  const made = await ctx.db
    .insert(invitation)
    .values({
      ...{ id, name, email, role: input.role, organizationId: to.id, workerId: input.workerId ?? null },
      ...{ tokenHash, invitedBy: ctx.actor.accountId, createdAt: ctx.now, expiresAt },
    })
    .onConflictDoNothing()
    .returning({ id: invitation.id });
  if (made.length === 0) return ok({ name, email });
  await recordEvent(
    ctx,
    personInvited({ subjectId: id, ...trailOf(to), facts: { name, roleLabel: role.label } }),
  );
  await mailInvitation(ctx, { email, token, expiresAt, roleLabel: role.label, organizationName: to.name });
  return ok({ name, email });
}

async function isMember(ctx: Context, { email, organizationId, role }: InviteInput): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: membership.id })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(sql`lower(${account.email})`, email.toLowerCase()),
        eq(membership.organizationId, organizationId),
        eq(membership.role, role),
        isNull(membership.endedAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

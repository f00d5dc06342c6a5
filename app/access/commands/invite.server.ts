import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, invitation, membership, organization } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { roles } from '#app/values/roles.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { personInvited } from '../events.ts';
import type { InviteInput } from '../forms.ts';
import { newToken } from '../token.server.ts';

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;

/** Invites a person to act for an organization in a role. They get a link that works once and for seven days. */
export async function invite(
  ctx: Context,
  input: InviteInput,
): Promise<Result<{ name: string; email: string }>> {
  const [to] = await ctx.db.select().from(organization).where(eq(organization.id, input.organizationId));
  if (!to) return missing();
  authorize(ctx, 'people.invite', {
    clientId: to.side === 'client' ? to.id : null,
    supplierId: to.side === 'supplier' ? to.id : null,
  });
  if (ctx.actor.side !== 'msp' && to.id !== ctx.actor.organizationId) return missing();
  const role = roles[input.role];
  if (role.side !== to.side) return invalid(problem('role', `${role.label} is not a role at ${to.name}.`));
  if ((input.role === 'worker') !== (input.workerId !== undefined)) {
    return invalid(
      problem(
        'workerId',
        input.role === 'worker' ? 'Say which worker this is.' : 'Only a worker is bound to a worker.',
      ),
    );
  }
  if (await isMember(ctx, input))
    return invalid(problem('email', `This person is ${role.label.toLowerCase()} at ${to.name} already.`));

  const { token, tokenHash } = newToken();
  const expiresAt = new Date(ctx.now.getTime() + VALID_DAYS * DAY_MS);
  const made = await ctx.db
    .insert(invitation)
    .values({
      ...input,
      workerId: input.workerId ?? null,
      tokenHash,
      invitedBy: ctx.actor.accountId,
      createdAt: ctx.now,
      expiresAt,
    })
    .onConflictDoNothing()
    .returning({ id: invitation.id });
  if (made.length === 0) return ok({ name: input.name, email: input.email });
  const owner = {
    clientId: to.side === 'client' ? to.id : null,
    supplierId: to.side === 'supplier' ? to.id : null,
  };
  await recordEvent(
    ctx,
    personInvited({ subjectId: input.id, ...owner, facts: { name: input.name, roleLabel: role.label } }),
  );
  const link = `${ctx.baseUrl}/invitations/${token}`;
  const props = {
    inviterName: ctx.actor.name,
    organizationName: to.name,
    roleLabel: role.label,
    link,
    expiresOn: expiresAt.toISOString().slice(0, 10),
  };
  await queueMail(ctx, { kind: 'invitation', props }, { email: input.email });
  return ok({ name: input.name, email: input.email });
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

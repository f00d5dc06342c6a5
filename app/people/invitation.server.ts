import { eq } from 'drizzle-orm';
import { invitation, organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { roles, type Role } from '#app/values/roles.ts';

/** An invitation that the actor may see, locked: whoever accepts it at the same moment waits. */
export async function lockInvitation(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({
      name: invitation.name,
      email: invitation.email,
      role: invitation.role,
      acceptedAt: invitation.acceptedAt,
      withdrawnAt: invitation.withdrawnAt,
      organization: { id: organization.id, name: organization.name, side: organization.side },
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(eq(invitation.id, id))
    .for('update', { of: invitation });
  return row ? { ...row, roleLabel: roles[row.role as Role].label } : null;
}

/** Why there is nothing left to send or to take back; null where it is open. */
export function whatBecameOf({
  name,
  acceptedAt,
  withdrawnAt,
}: {
  name: string;
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
}): string | null {
  if (acceptedAt) return `${name} has accepted the invitation already.`;
  return withdrawnAt ? `The invitation of ${name} was taken back already.` : null;
}

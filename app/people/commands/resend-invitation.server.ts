import { eq } from 'drizzle-orm';
import { invitation } from '#db/schema/index.ts';
import { newToken } from '#app/access/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { invitationResent } from '../events.ts';
import { lockInvitation, whatBecameOf } from '../invitation.server.ts';
import { expiryOf, mailInvitation } from '../mail-invitation.server.ts';
import { peopleOfOrganization, trailOf } from '../organization.ts';

/**
 * Sends an open invitation again, with a new link that is good for seven days; the old link is worth nothing.
 * Refuses: `Stale` when it was accepted or withdrawn meanwhile.
 */
export async function resendInvitation(
  ctx: Context,
  id: string,
): Promise<Result<{ name: string; email: string }>> {
  const found = await lockInvitation(ctx, id);
  if (!found) return missing();
  const { name, email, organization, roleLabel } = found;
  authorize(ctx, 'people.invite', peopleOfOrganization(organization));
  const became = whatBecameOf(found);
  if (became) return stale(became);

  const { token, tokenHash } = newToken();
  const expiresAt = expiryOf(ctx.now);
  await ctx.db.update(invitation).set({ tokenHash, expiresAt }).where(eq(invitation.id, id));
  await recordEvent(
    ctx,
    invitationResent({ subjectId: id, ...trailOf(organization), facts: { name, roleLabel } }),
  );
  await mailInvitation(ctx, { email, token, expiresAt, roleLabel, organizationName: organization.name });
  return ok({ name, email });
}

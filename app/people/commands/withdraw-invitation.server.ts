import { eq } from 'drizzle-orm';
import { invitation } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { invitationWithdrawn } from '../events.ts';
import { lockInvitation, whatBecameOf } from '../invitation.server.ts';
import { peopleOfOrganization, trailOf } from '../organization.ts';

/** Takes an open invitation back: its link works no more. Refuses: `Stale` when it was accepted meanwhile. */
export async function withdrawInvitation(ctx: Context, id: string): Promise<Result<{ name: string }>> {
  const found = await lockInvitation(ctx, id);
  if (!found) return missing();
  const { name, organization, roleLabel } = found;
  authorize(ctx, 'people.invite', peopleOfOrganization(organization));
  const became = whatBecameOf(found);
  if (became) return stale(became);

  await ctx.db.update(invitation).set({ withdrawnAt: ctx.now }).where(eq(invitation.id, id));
  await recordEvent(
    ctx,
    invitationWithdrawn({ subjectId: id, ...trailOf(organization), facts: { name, roleLabel } }),
  );
  return ok({ name });
}

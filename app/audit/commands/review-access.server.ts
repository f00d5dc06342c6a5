import { eq } from 'drizzle-orm';
import { accessReview } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { accessSums, organizationName } from '../access-list.server.ts';
import { accessReviewed } from '../events.ts';
import type { ReviewInput } from '../forms.ts';

export type Reviewed = { people: number; memberships: number };

/**
 * Says that somebody looked at who may do what, and that it is right. What they looked at is signed by its hash.
 * A second press finds the review. Refuses: `Invalid` where the list is another by now, or the day lies ahead.
 */
export async function reviewAccess(ctx: Context, input: ReviewInput): Promise<Result<Reviewed>> {
  authorize(ctx, 'accessReview.sign');
  const { id, organizationId, reviewedOn, note, listSha256 } = input;
  const of = organizationId ? await organizationName(ctx, organizationId) : 'all organizations';
  if (!of) return missing();
  const [already] = await ctx.db.select().from(accessReview).where(eq(accessReview.id, id));
  if (already) return ok({ people: already.peopleCount, memberships: already.membershipCount });
  const { people, memberships, sha256 } = await accessSums(ctx, organizationId);
  if (sha256 !== listSha256)
    return invalid(
      problem('', 'Somebody came, left or got another role since you opened this list. Look again.'),
    );
  if (reviewedOn > ctx.now.toISOString().slice(0, 10))
    return invalid(problem('reviewedOn', 'That day has not come yet.'));

  await ctx.db.insert(accessReview).values({
    ...{ id, organizationId: organizationId ?? null, reviewedOn, note, listSha256 },
    ...{ reviewedAt: ctx.now, reviewedBy: ctx.actor.accountId, reviewedByName: ctx.actor.name },
    ...{ peopleCount: people, membershipCount: memberships },
  });
  const facts = { of, reviewedOn, people, memberships };
  await recordEvent(ctx, accessReviewed({ subjectId: id, reason: note || null, facts }));
  return ok({ people, memberships });
}

import { eq } from 'drizzle-orm';
import { cardUpload } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { uploadedCards } from '../card-upload.server.ts';
import { endCard, lockCards, writeCards } from '../card-writes.server.ts';
import { cardsPosted } from '../events.ts';
import { programOf } from '../public.server.ts';

export type PostedCards = { added: number; changed: number; same: number };

/**
 * Posts a file of cards, all of it or nothing: what it changes is worked out once more against the cards of this
 * moment. Cards that run for the same job, sites and supplier end the day before; cards that allow the same stay.
 * Refuses: `Invalid` while any row has a problem, `Stale` where it was posted already.
 */
export async function postCards(
  ctx: Context,
  clientId: string,
  uploadId: string,
): Promise<Result<PostedCards>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'rateCard.import', { clientId });
  await lockCards(ctx, clientId);
  const upload = await uploadedCards(ctx, clientId, uploadId);
  if (!upload) return missing();
  if (upload.postedAt) return stale('This file was posted already.');
  if (upload.problems.length > 0)
    return invalid(
      problem('', 'Nothing was posted: put the rows right that have a problem, and upload the file again.'),
    );

  const { differences, currency } = upload;
  const fresh = differences.filter(({ kind }) => kind !== 'same');
  for (const { ends } of fresh) if (ends) await endCard(ctx, ends.card, ends.lastDay);
  await writeCards(
    ctx,
    fresh.map(({ jobId, siteGroupId, supplierId, limits, startsOn, endsOn }) => ({
      ...{ clientId, jobId, siteGroupId, supplierId, ...limits, startsOn, endsOn, currency },
    })),
  );
  await ctx.db.update(cardUpload).set({ postedAt: ctx.now }).where(eq(cardUpload.id, uploadId));
  const changed = fresh.filter(({ kind }) => kind === 'changed').length;
  const counts = { added: fresh.length - changed, changed, same: differences.length - fresh.length };
  await recordEvent(
    ctx,
    cardsPosted({ subjectId: clientId, clientId, facts: { uploadId, fileName: upload.fileName, ...counts } }),
  );
  return ok(counts);
}

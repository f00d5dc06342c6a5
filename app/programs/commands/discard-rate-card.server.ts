import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import { rateCardDiscarded } from '../events.ts';
import { rateCardImport } from '../lifecycle.ts';
import { importOf, type RateCardImport } from '../rate-card-queries.server.ts';

/**
 * Puts a previewed rate card aside; nothing of it was or will be posted.
 * Refuses: `Stale` where it was posted or discarded already.
 */
export async function discardRateCard(ctx: Context, id: string): Promise<Result<RateCardImport>> {
  const preview = await importOf(ctx, id);
  if (!preview) return missing();
  authorize(ctx, 'rateCard.import', preview);
  const discarded = await transition(ctx, rateCardImport, preview, 'discard');
  if (!discarded.ok) return discarded;
  const { clientId, fileName } = preview;
  await recordEvent(ctx, rateCardDiscarded({ subjectId: id, clientId, facts: { fileName } }));
  return discarded;
}

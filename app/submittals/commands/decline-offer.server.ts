import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { missing, type Result } from '#app/values/result.ts';
import { endOffer } from '../end-offer.server.ts';
import type { ReasonInput } from '../forms.ts';
import { offerOf, type OfferFacts } from '../offers.server.ts';

/** The supplier says no to an offer and why. Refuses with `Stale` when it was answered or taken back meanwhile. */
export async function declineOffer(
  ctx: Context,
  id: string,
  { reason }: ReasonInput,
): Promise<Result<OfferFacts>> {
  const row = await offerOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'offer.answer', row);
  return endOffer(ctx, row, 'decline', reason);
}

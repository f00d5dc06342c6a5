import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { termsOn } from '#app/programs/public.server.ts';
import { requisitionForSupply, takePosition } from '#app/requisitions/public.server.ts';
import {
  acceptOfferRows,
  offerToAccept,
  passOverOthers,
  whyNotAcceptable,
} from '#app/submittals/public.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { assignmentMade } from '../events.ts';
import { makeAssignment } from '../make-assignment.server.ts';
import { assignmentRef } from '../reference.ts';
import { hasCome } from '../rules.ts';
import { startAssignment } from '../start.server.ts';

export type Accepted = { id: string; ref: string; workerName: string; started: boolean };

/**
 * The supplier says yes: a position is filled, and an assignment exists with its rates frozen. With the last position
 * everybody else's candidacy ends. Work that has begun by the calendar starts at once.
 * Refuses with `Stale` when the offer was answered or taken back, when its day is over, or when rivals were faster.
 */
export async function acceptOffer(ctx: Context, offerId: string): Promise<Result<Accepted>> {
  const offer = await offerToAccept(ctx, offerId);
  if (!offer) return missing();
  authorize(ctx, 'offer.answer', offer);
  const closed = whyNotAcceptable(ctx, offer);
  if (closed) return stale(closed);
  const need = await requisitionForSupply(ctx, offer.requisitionId);
  if (!need) return missing();
  const terms = await termsOn(ctx, offer.clientId, offer.startsOn);
  if (!terms) return stale('The program has no terms for that first day yet. Ask the program team.');

  // The position comes first: its lock lines up everybody who accepts for this need, in one order.
  const position = await asTheProgram(ctx, 'a supplier fills a position of the client’s need', () =>
    takePosition(ctx, need.id),
  );
  if (!position.ok) return position;
  const accepted = await acceptOfferRows(ctx, offer);
  if (!accepted.ok) return accepted;

  const made = await makeAssignment(ctx, offer, need, terms.overtimeRule);
  const { id, number, clientId, supplierId, startsOn, workerName } = made;
  await recordEvent(
    ctx,
    assignmentMade({ subjectId: id, clientId, supplierId, facts: { number, startsOn } }),
  );
  if (position.value.nowFilled) await passOverOthers(ctx, need.id, offer.submittalId);

  const started = hasCome(startsOn, today(ctx.now, need.timeZone));
  if (started) {
    const start = await startAssignment(ctx, made);
    if (!start.ok) return start;
  }
  return ok({ id, ref: assignmentRef(number), workerName, started });
}

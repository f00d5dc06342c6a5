import { eq, inArray } from 'drizzle-orm';
import { submittal as submittalTable, submittalPay } from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { offerAccepted, submittalPlaced } from './events.ts';
import { offer, submittal } from './lifecycle.ts';
import { offerOf, type OfferFacts } from './offers.server.ts';
import { expiredSentence, hasExpired } from './rules.ts';

/** An offer with what an assignment is made from; null where there is none or a wall stands before it. */
export async function offerToAccept(ctx: Context, offerId: string) {
  const row = await offerOf(ctx, offerId);
  if (!row) return null;
  const [pay] = await ctx.db
    .select({ payRate: submittalPay.payRate })
    .from(submittalPay)
    .where(eq(submittalPay.submittalId, row.submittalId));
  return { ...row, payRate: pay?.payRate ?? null };
}
export type OfferToAccept = NonNullable<Awaited<ReturnType<typeof offerToAccept>>>;

/** Why an offer can no longer be accepted, in a sentence, or null where it can. */
export function whyNotAcceptable(ctx: Context, row: OfferFacts): string | null {
  if (row.status !== 'extended') return `This offer is ${row.status} already.`;
  return hasExpired(row.expiresOn, today(ctx.now, row.timeZone)) ? expiredSentence(row.expiresOn) : null;
}

/**
 * Says yes to an offer, and selects its candidate. What else an acceptance means – the position, the assignment – is
 * the caller's, in the same transaction.
 * Refuses with `Stale` when the offer or the candidate moved meanwhile.
 */
export async function acceptOfferRows(ctx: Context, row: OfferToAccept): Promise<Result<null>> {
  const answer = { answeredBy: ctx.actor.accountId, answeredAt: ctx.now };
  const accepted = await transition(ctx, offer, row, 'accept', answer);
  if (!accepted.ok) return accepted;
  const one = eq(submittalTable.id, row.submittalId);
  const selected = await transitionAll(ctx, submittal, 'accept', one);
  if (selected.length === 0) return stale('The candidate is no longer in the running.');
  const { id, clientId, supplierId, billRate } = row;
  await recordEvent(ctx, offerAccepted({ subjectId: id, clientId, supplierId, facts: { billRate } }));
  return ok(null);
}

/** Whoever started to work is placed. Those who are placed already stay so. */
export function placeSubmittals(ctx: Context, submittalIds: string[]): Promise<void> {
  if (submittalIds.length === 0) return Promise.resolve();
  return asTheProgram(
    ctx,
    'a start may be recorded by a side that could not write the submittal',
    async () => {
      const placed = await transitionAll(ctx, submittal, 'place', inArray(submittalTable.id, submittalIds));
      if (placed.length === 0) return;
      const rows = await ctx.db.select().from(submittalTable).where(inArray(submittalTable.id, placed));
      await recordEvents(
        ctx,
        rows.map(({ id, clientId, supplierId }) =>
          submittalPlaced({ subjectId: id, clientId, supplierId, facts: {} }),
        ),
      );
    },
  );
}

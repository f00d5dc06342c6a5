import { eq } from 'drizzle-orm';
import { offer as offerTable, requisition, submittalPay } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatRate } from '#app/values/rate.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { offerExtended } from '../events.ts';
import type { OfferInput } from '../forms.ts';
import { submittal } from '../lifecycle.ts';
import { ratesProblems } from '../limits.server.ts';
import { offerOf, offersOut, type OfferFacts } from '../offers.server.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';
import { offerMakesSense, onlyFirst, positionIsFree, whyNotOpen } from '../rules.ts';

/**
 * Makes an offer for a presented candidate. The form's own id makes a second press find the first one's offer.
 * Refuses: `Invalid` for a rate above the card or outside of the agreement, dates that make no sense, or more offers than there are positions;
 * `Stale` when the candidate or the need moved on.
 */
export async function extendOffer(
  ctx: Context,
  submittalId: string,
  input: OfferInput,
): Promise<Result<OfferFacts>> {
  const row = await submittalOf(ctx, submittalId);
  if (!row) return missing();
  authorize(ctx, 'offer.extend', row);
  const need = await lockedNeed(ctx, row.requisitionId);
  const done = await offerOf(ctx, input.id);
  if (done) return ok(done);
  const closed = whyNotOpen(need.status);
  if (closed) return stale(closed);

  const payRate = await payRateOf(ctx, submittalId);
  const where = { ...need, supplierId: row.supplierId, date: input.startsOn };
  const problems = [
    ...onlyFirst(
      offerMakesSense(input, need.maxBillRate, today(ctx.now, row.timeZone)),
      await ratesProblems(ctx, { billRate: input.billRate, payRate }, where, ''),
    ),
    ...positionIsFree(need.positions, need.filled, await offersOut(ctx, need.id)),
  ];
  if (problems.length > 0) return invalid(...problems);
  const offered = await transition(ctx, submittal, row, 'offer');
  if (!offered.ok) return offered;

  const { clientId, supplierId, requisitionId } = row;
  await ctx.db.insert(offerTable).values({
    ...input,
    ...{ clientId, supplierId, requisitionId, submittalId },
    ...{ extendedBy: ctx.actor.accountId, extendedAt: ctx.now },
  });
  const { billRate, startsOn, expiresOn } = input;
  const news = { clientId, supplierId, facts: { billRate, startsOn, expiresOn } };
  await recordEvent(ctx, offerExtended({ subjectId: input.id, ...news }));
  await askTheSupplier(ctx, row, input);
  const made = await offerOf(ctx, input.id);
  return made ? ok(made) : missing();
}

/** What the candidate is paid. For the rules only: a client never learns it. */
async function payRateOf(ctx: Context, submittalId: string): Promise<string | null> {
  const [pay] = await asTheProgram(ctx, 'an offer is held against the markup that it leaves', () =>
    ctx.db
      .select({ payRate: submittalPay.payRate })
      .from(submittalPay)
      .where(eq(submittalPay.submittalId, submittalId)),
  );
  return pay?.payRate ?? null;
}

/** Locked so that two offers cannot both take the last free position. */
async function lockedNeed(ctx: Context, requisitionId: string) {
  const [need] = await asTheProgram(ctx, 'whoever makes an offer waits for whoever fills a position', () =>
    ctx.db.select().from(requisition).where(eq(requisition.id, requisitionId)).for('update'),
  );
  if (!need) throw new Error('a submittal without its requisition');
  return need;
}

async function askTheSupplier(ctx: Context, row: SubmittalFacts, input: OfferInput): Promise<void> {
  await queueMail(
    ctx,
    {
      kind: 'offerToAnswer',
      props: {
        candidateName: row.candidateName,
        requisitionRef: row.requisitionRef,
        title: row.requisitionTitle,
        clientName: row.clientName,
        billRate: `${row.currency} ${formatRate(input.billRate)} an hour`,
        startsOn: input.startsOn,
        expiresOn: input.expiresOn,
        link: `${ctx.baseUrl}/offers/${input.id}`,
      },
    },
    { organizationId: row.supplierId, roles: ['recruiter', 'supplierAdmin'] },
  );
}

import { and, eq } from 'drizzle-orm';
import { scorecard, scorecardFee, scorecardLevel } from '#db/schema/index.ts';
import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { sum } from '#app/values/money.ts';
import { addMonths, lastOfMonth } from '#app/values/month.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { formatMonth, today } from '#app/values/week.ts';
import { levelsOn, lockProgram, serviceTermsOn, type Level, type Terms } from '../agreed.server.ts';
import { percentOfEvents } from '../credit.ts';
import { scorecardComputed } from '../events.ts';
import { feesOfMonth } from '../fee-of-month.server.ts';
import type { ComputeInput } from '../forms.ts';
import { judgeScorecard } from '../judge.server.ts';
import type { Card } from '../queries.server.ts';
import { measure, type MeasuredMonth } from '../measure.server.ts';
import { methodOf } from '../measures.ts';

/**
 * Counts a month that is over: the fee that stands at risk, and every level that the product can measure itself. What
 * is entered by hand is still open then. While it is a draft it may be counted anew; values entered by hand stay.
 * Refuses: `Invalid` before the month is over and where nothing was agreed for it, `Stale` once it is under review.
 */
export async function computeScorecard(ctx: Context, input: ComputeInput): Promise<Result<Card>> {
  const { program: clientId, month } = input;
  const facts = await programOf(ctx, clientId);
  if (!facts) return missing();
  authorize(ctx, 'scorecard.review', { clientId });
  await planForMany(ctx);
  const endsOn = lastOfMonth(month);
  const name = formatMonth(month.slice(0, 7));
  if (endsOn >= today(ctx.now, facts.timeZone))
    return invalid(problem('month', `${name} is not over yet. It is counted after that.`));
  await lockProgram(ctx, clientId);
  const before = await cardOfMonth(ctx, clientId, month);
  if (before && before.status !== 'draft')
    return stale(`The scorecard of ${name} is ${before.status.replaceAll('_', ' ')} already.`);
  const terms = await serviceTermsOn(ctx, clientId, endsOn);
  const levels = await levelsOn(ctx, clientId, endsOn);
  if (!terms || levels.length === 0)
    return invalid(problem('month', `No service level was agreed for ${name}.`));

  const card = await keepCard(ctx, facts, month, terms, before);
  await keepLevels(ctx, card, { ...facts, startsOn: month, endsOn }, levels);
  const judged = await judgeScorecard(ctx, card);
  const { creditMinor, currency } = judged;
  await recordEvent(
    ctx,
    scorecardComputed({ subjectId: card.id, clientId, facts: { creditMinor, currency } }),
  );
  return ok(judged);
}

async function cardOfMonth(ctx: Context, clientId: string, month: string): Promise<Card | null> {
  const [row] = await ctx.db
    .select()
    .from(scorecard)
    .where(and(eq(scorecard.clientId, clientId), eq(scorecard.month, month)))
    .for('update');
  return row ?? null;
}

/** The scorecard itself with what its fee was made of; what was counted before is counted anew. */
async function keepCard(
  ctx: Context,
  { clientId, currency }: ProgramFacts,
  month: string,
  terms: Terms,
  before: Card | null,
): Promise<Card> {
  const fees = await feesOfMonth(ctx, clientId, month);
  const feeMinor = sum(fees.map(({ amountMinor }) => amountMinor));
  const following = addMonths(month, 1).slice(0, 8);
  const { atRiskFraction, missRule, secondMultiplier, thirdMultiplier, settledBy } = terms;
  const counted = {
    ...{
      termsId: terms.id,
      missRule,
      secondMultiplier,
      thirdMultiplier,
      settledBy,
      feeMinor,
      atRiskFraction,
    },
    reviewBy: `${following}${String(terms.reviewDay).padStart(2, '0')}`,
    answerBy: `${following}${String(terms.answerDay).padStart(2, '0')}`,
    atRiskMinor: toSafeInteger(new Decimal(feeMinor).times(atRiskFraction).round(0)),
    ...{ exactMinor: '0', creditMinor: 0, earnBackMinor: 0 },
    ...{ computedAt: ctx.now, computedBy: ctx.actor.accountId, computedByName: ctx.actor.name },
  };
  const [card] = before
    ? await ctx.db.update(scorecard).set(counted).where(eq(scorecard.id, before.id)).returning()
    : await ctx.db
        .insert(scorecard)
        .values({ ...counted, clientId, currency, month })
        .returning();
  if (!card) throw new Error('A scorecard was not kept');
  await ctx.db.delete(scorecardFee).where(eq(scorecardFee.scorecardId, card.id));
  if (fees.length > 0)
    await ctx.db
      .insert(scorecardFee)
      .values(fees.map((fee, index) => ({ ...fee, scorecardId: card.id, clientId, place: index + 1 })));
  return card;
}

async function keepLevels(ctx: Context, card: Card, month: MeasuredMonth, levels: Level[]): Promise<void> {
  const before = await ctx.db
    .delete(scorecardLevel)
    .where(eq(scorecardLevel.scorecardId, card.id))
    .returning();
  const entered = new Map(
    before.filter(({ enteredBy }) => enteredBy).map((row) => [row.serviceLevelId, row]),
  );
  let place = 0;
  for (const level of levels) {
    const { id: serviceLevelId, startsOn: _startsOn, endsOn: _endsOn, ...agreed } = level;
    const byHand = entered.get(serviceLevelId);
    const { counted, met, value, note, enteredBy, enteredByName, enteredAt } = byHand ?? {};
    const found =
      level.measure === 'entered' || byHand
        ? { source: 'entered' as const, counted, met, value, note, enteredBy, enteredByName, enteredAt }
        : await measured(ctx, month, { ...level, measure: level.measure });
    await ctx.db.insert(scorecardLevel).values({
      ...{ ...agreed, ...found, scorecardId: card.id, serviceLevelId, clientId: card.clientId },
      ...{ place: (place += 1), method: methodOf(level.measure, level.withinDays) },
      atRiskMinor: card.atRiskMinor,
    });
  }
}

async function measured(ctx: Context, month: MeasuredMonth, level: Parameters<typeof measure>[2]) {
  const { counted, met } = await measure(ctx, month, level);
  return { source: 'measured' as const, counted, met, value: percentOfEvents(met, counted) };
}

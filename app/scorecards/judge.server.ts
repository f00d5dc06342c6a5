import { eq, sql } from 'drizzle-orm';
import { scorecard, scorecardRelief } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { sum } from '#app/values/money.ts';
import { addMonths } from '#app/values/month.ts';
import { creditOf, judge, multiplierOf, type Credit } from './credit.ts';
import { levelsOfScorecard, type Card, type ScoredLevel } from './queries.server.ts';

/**
 * Judges every level anew and writes what the month comes to: after it was counted, a value entered or a claim made.
 * @returns the scorecard as it stands now
 */
export async function judgeScorecard(ctx: Context, card: Card): Promise<Card> {
  const levels = await levelsOfScorecard(ctx, card.id);
  const claims = await ctx.db.select().from(scorecardRelief).where(eq(scorecardRelief.scorecardId, card.id));
  const before = await monthsMissedBefore(ctx, card);
  const judged = levels.map((level) => {
    const own = claims.filter(({ serviceLevelId }) => serviceLevelId === level.serviceLevelId);
    const found = judge(card.missRule, level, level, own);
    const monthsRunning = Number(found.miss) > 0 ? (before.get(level.name) ?? 0) + 1 : 0;
    const multiplier = multiplierOf(monthsRunning, card.secondMultiplier, card.thirdMultiplier);
    return { ...found, weight: level.weight, monthsRunning, multiplier };
  });
  const credit = creditOf(card.feeMinor, card.atRiskFraction, judged);
  const earned = await earnedBack(ctx, card, levels, judged);
  await writeLevels(ctx, card, levels, judged, credit, earned);
  const { atRiskMinor, exactMinor, creditMinor } = credit;
  const earnBackMinor = sum(earned);
  await ctx.db
    .update(scorecard)
    .set({ atRiskMinor, exactMinor, creditMinor, earnBackMinor })
    .where(eq(scorecard.id, card.id));
  return { ...card, atRiskMinor, exactMinor, creditMinor, earnBackMinor };
}

type JudgedLevel = ReturnType<typeof judge> & { monthsRunning: number; multiplier: string };

/** By name, for how many months running a level was missed up to the month before; one that is not frozen counts not. */
async function monthsMissedBefore(ctx: Context, { clientId, month }: Card): Promise<Map<string, number>> {
  const rows = await ctx.db.execute<{ name: string; months: number }>(sql`
    select l.name, l.months_running as months from scorecard s join scorecard_level l on l.scorecard_id = s.id
    where s.client_id = ${clientId} and s.month = ${addMonths(month, -1)}::date and s.status = 'frozen'`);
  return new Map([...rows].map(({ name, months }) => [name, months]));
}

type Earning = { name: string; minor: number };

/**
 * What each level earns back in this month: the credit of the month so many months ago, where the level was measured
 * and met in every month since, this one included. It hangs on the months between being frozen.
 */
async function earnedBack(
  ctx: Context,
  { clientId, month }: Card,
  levels: ScoredLevel[],
  judged: JudgedLevel[],
): Promise<number[]> {
  const rows = await ctx.db.execute<Earning>(sql`
    select l.name, sum(l.credit_minor)::bigint as minor
    from scorecard s join scorecard_level l on l.scorecard_id = s.id
    where s.client_id = ${clientId} and s.status = 'frozen' and l.credit_minor > 0 and l.earn_back_months is not null
      and (s.month + make_interval(months => l.earn_back_months))::date = ${month}::date
      and l.earn_back_months - 1 = (
        select count(*) from scorecard o join scorecard_level b on b.scorecard_id = o.id
        where o.client_id = s.client_id and o.status = 'frozen' and o.month > s.month and o.month < ${month}::date
          and b.name = l.name and b.miss = 0 and b.excused is null)
    group by l.name`);
  const owed = new Map([...rows].map(({ name, minor }) => [name, minor]));
  return levels.map(({ name }, index) => {
    const own = judged[index];
    return own?.miss === '0' && own.excused === null ? (owed.get(name) ?? 0) : 0;
  });
}

/** One statement for all levels. */
async function writeLevels(
  ctx: Context,
  { id }: Card,
  levels: ScoredLevel[],
  judged: JudgedLevel[],
  credit: Credit,
  earned: number[],
): Promise<void> {
  const rows = levels.map(({ serviceLevelId }, index) => ({
    ...judged[index],
    ...credit.levels[index],
    ...{ serviceLevelId, atRiskMinor: credit.atRiskMinor, earnBackMinor: earned[index] ?? 0 },
  }));
  await ctx.db.execute(sql`
    update scorecard_level l
    set judged_value = j.value, judged_counted = j.counted, excused = j.excused, miss = j.miss, months_running = j."monthsRunning",
      multiplier = j.multiplier, at_risk_minor = j."atRiskMinor", exact_minor = j."exactMinor", credit_minor = j."creditMinor",
      earn_back_minor = j."earnBackMinor", answer = null, answer_reason = null, answered_by = null, answered_by_name = null, answered_at = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) j ("serviceLevelId" uuid, value numeric, counted integer, excused text, miss numeric,
      "monthsRunning" smallint, multiplier numeric, "atRiskMinor" bigint, "exactMinor" numeric, "creditMinor" bigint, "earnBackMinor" bigint)
    where l.scorecard_id = ${id} and l.service_level_id = j."serviceLevelId"`);
}

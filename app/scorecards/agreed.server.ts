import { and, asc, eq, sql } from 'drizzle-orm';
import { program, serviceLevel, serviceTerms } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

const LEVELS_LIMIT = 100;
const TERMS_LIMIT = 50;
/** A scorecard holds no more levels than a person can answer one by one. */
export const LEVELS_A_MONTH = 30;

const termsColumns = {
  id: serviceTerms.id,
  atRiskFraction: serviceTerms.atRiskFraction,
  missRule: serviceTerms.missRule,
  secondMultiplier: serviceTerms.secondMultiplier,
  thirdMultiplier: serviceTerms.thirdMultiplier,
  settledBy: serviceTerms.settledBy,
  weightsMayExceed: serviceTerms.weightsMayExceed,
  reviewDay: serviceTerms.reviewDay,
  answerDay: serviceTerms.answerDay,
  createdByName: serviceTerms.createdByName,
  startsOn: sql<string>`lower(${serviceTerms.effective})::text`,
  endsOn: sql<string | null>`(upper(${serviceTerms.effective}) - 1)::text`,
};
export type Terms = Awaited<ReturnType<typeof termsOfProgram>>[number];

/** What was agreed on credits, the latest first; at most 50. */
export async function termsOfProgram(ctx: Context, clientId: string) {
  return ctx.db
    .select(termsColumns)
    .from(serviceTerms)
    .where(eq(serviceTerms.clientId, clientId))
    .orderBy(sql`lower(${serviceTerms.effective}) desc`)
    .limit(TERMS_LIMIT);
}

/** The terms in force on a day; null where none are. */
export async function serviceTermsOn(ctx: Context, clientId: string, day: string): Promise<Terms | null> {
  const [row] = await ctx.db
    .select(termsColumns)
    .from(serviceTerms)
    .where(and(eq(serviceTerms.clientId, clientId), sql`${serviceTerms.effective} @> ${day}::date`));
  return row ?? null;
}

const levelColumns = {
  id: serviceLevel.id,
  name: serviceLevel.name,
  measure: serviceLevel.measure,
  unit: serviceLevel.unit,
  direction: serviceLevel.direction,
  expected: serviceLevel.expected,
  minimum: serviceLevel.minimum,
  nMin: serviceLevel.nMin,
  weight: serviceLevel.weight,
  withinDays: serviceLevel.withinDays,
  earnBackMonths: serviceLevel.earnBackMonths,
  startsOn: sql<string>`lower(${serviceLevel.effective})::text`,
  endsOn: sql<string | null>`(upper(${serviceLevel.effective}) - 1)::text`,
};
export type Level = Awaited<ReturnType<typeof levelsOfProgram>>[number];

/** The levels of a program, those without an end first; at most 100. */
export async function levelsOfProgram(ctx: Context, clientId: string) {
  return ctx.db
    .select(levelColumns)
    .from(serviceLevel)
    .where(eq(serviceLevel.clientId, clientId))
    .orderBy(
      sql`upper(${serviceLevel.effective}) desc nulls first`,
      sql`${serviceLevel.weight} desc`,
      asc(serviceLevel.name),
    )
    .limit(LEVELS_LIMIT);
}

/** The levels in force on a day, the heaviest first. */
export async function levelsOn(ctx: Context, clientId: string, day: string): Promise<Level[]> {
  return ctx.db
    .select(levelColumns)
    .from(serviceLevel)
    .where(and(eq(serviceLevel.clientId, clientId), sql`${serviceLevel.effective} @> ${day}::date`))
    .orderBy(sql`${serviceLevel.weight} desc`, asc(serviceLevel.name))
    .limit(LEVELS_A_MONTH);
}

/** One at a time: what the rules look at stays as it is until this is done. */
export async function lockProgram(ctx: Context, clientId: string): Promise<void> {
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('no key update');
}

import { and, eq, sql } from 'drizzle-orm';
import { serviceTerms } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { levelsOfProgram, lockProgram, termsOfProgram } from '../agreed.server.ts';
import { serviceTermsAgreed } from '../events.ts';
import type { TermsInput } from '../forms.ts';
import { beginsAMonth, termsAreInOrder, weightsFit } from '../rules.ts';

/**
 * Agrees on what stands at risk from a month on. Terms that run then end the day before; scorecards that were counted
 * keep the terms they were counted by.
 * Refuses: `Invalid` before the latest terms begin, and where the weights in force are over what the terms allow.
 */
export async function agreeServiceTerms(
  ctx: Context,
  clientId: string,
  input: TermsInput,
): Promise<Result<{ startsOn: string }>> {
  const facts = await programOf(ctx, clientId);
  if (!facts) return missing();
  authorize(ctx, 'serviceLevel.configure', { clientId });
  await lockProgram(ctx, clientId);
  const { atRiskPercent, startsOn, ...agreed } = input;
  const [latest] = await termsOfProgram(ctx, clientId);
  const problems = [...beginsAMonth(startsOn), ...termsAreInOrder(input)];
  if (latest && latest.startsOn >= startsOn)
    problems.push(
      problem('startsOn', `Terms from ${formatDate(latest.startsOn)} are agreed. Choose a later month.`),
    );
  if (!input.weightsMayExceed) {
    const [heaviest, ...others] = (await levelsOfProgram(ctx, clientId)).filter(
      ({ endsOn }) => endsOn === null || endsOn >= startsOn,
    );
    const fits = heaviest ? weightsFit(others, heaviest) : [];
    problems.push(...fits.map(({ message }) => problem('weightsMayExceed', message)));
  }
  if (problems.length > 0) return invalid(...problems);

  if (latest?.endsOn === null)
    await ctx.db
      .update(serviceTerms)
      .set({ effective: sql`daterange(lower(effective), ${startsOn}::date)` })
      .where(and(eq(serviceTerms.clientId, clientId), eq(serviceTerms.id, latest.id)));
  const { accountId, name } = ctx.actor;
  await ctx.db.insert(serviceTerms).values({
    ...{ ...agreed, clientId, atRiskFraction: atRiskPercent, effective: `[${startsOn},)` },
    ...{ createdBy: accountId, createdByName: name, createdAt: ctx.now },
  });
  await recordEvent(
    ctx,
    serviceTermsAgreed({ subjectId: clientId, clientId, facts: { atRisk: atRiskPercent, startsOn } }),
  );
  return ok({ startsOn });
}

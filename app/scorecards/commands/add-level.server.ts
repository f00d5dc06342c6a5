import { serviceLevel } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { LEVELS_A_MONTH, levelsOfProgram, lockProgram, serviceTermsOn } from '../agreed.server.ts';
import { serviceLevelAdded } from '../events.ts';
import type { LevelInput } from '../forms.ts';
import { needsDays } from '../measures.ts';
import { beginsAMonth, levelMakesSense, nameIsFree, weightsFit } from '../rules.ts';

/**
 * Adds a service level from a month on. A second press finds it there.
 * Refuses: `Invalid` where no terms say what stands at risk then, where its name is taken, and where the weights would
 * make more than the terms allow.
 */
export async function addServiceLevel(
  ctx: Context,
  clientId: string,
  input: LevelInput,
): Promise<Result<{ name: string; startsOn: string }>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'serviceLevel.configure', { clientId });
  await lockProgram(ctx, clientId);
  const { id, name, weightPercent: weight, startsOn, measure } = input;
  const levels = await levelsOfProgram(ctx, clientId);
  if (levels.some((level) => level.id === id)) return ok({ name, startsOn });

  const terms = await serviceTermsOn(ctx, clientId, startsOn);
  const added = { id, name, weight, startsOn, endsOn: null };
  const problems = [
    ...beginsAMonth(startsOn),
    ...levelMakesSense(input),
    ...nameIsFree(levels, added),
    ...(terms ? [] : [problem('startsOn', 'Agree first on what stands at risk in that month.')]),
    ...(terms?.weightsMayExceed ? [] : weightsFit(levels, added)),
    ...(levels.filter(({ endsOn }) => endsOn === null).length >= LEVELS_A_MONTH
      ? [problem('', `A program has at most ${LEVELS_A_MONTH} levels at a time.`)]
      : []),
  ];
  if (problems.length > 0) return invalid(...problems);

  const { unit, direction, expected, minimum, nMin, withinDays, earnBackMonths } = input;
  await ctx.db.insert(serviceLevel).values({
    ...{ id, clientId, name, measure, unit, direction, expected, minimum, nMin, weight },
    withinDays: needsDays(measure) ? withinDays : null,
    ...{ earnBackMonths, effective: `[${startsOn},)`, createdAt: ctx.now },
    ...{ createdBy: ctx.actor.accountId, createdByName: ctx.actor.name },
  });
  await recordEvent(
    ctx,
    serviceLevelAdded({ subjectId: clientId, clientId, facts: { levelId: id, name, startsOn } }),
  );
  return ok({ name, startsOn });
}

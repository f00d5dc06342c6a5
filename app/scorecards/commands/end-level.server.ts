import { and, eq, sql } from 'drizzle-orm';
import { serviceLevel } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { levelsOfProgram, lockProgram } from '../agreed.server.ts';
import { serviceLevelEnded } from '../events.ts';
import { endsAMonth } from '../rules.ts';

/**
 * Gives a level that is in force its last day. Months that were counted stay as they are.
 * Refuses: `Stale` where it has one already, `Invalid` where that day is no month's last or before its first.
 */
export async function endServiceLevel(
  ctx: Context,
  clientId: string,
  { levelId, lastDay }: { levelId: string; lastDay: string },
): Promise<Result<{ name: string; startsOn: string }>> {
  authorize(ctx, 'serviceLevel.configure', { clientId });
  await lockProgram(ctx, clientId);
  const level = (await levelsOfProgram(ctx, clientId)).find(({ id }) => id === levelId);
  if (!level) return missing();
  const { name, startsOn, endsOn } = level;
  if (endsOn !== null) return stale(`“${name}” ends on ${formatDate(endsOn)} already.`);
  const problems = [
    ...endsAMonth(lastDay),
    ...(lastDay < startsOn ? [problem('lastDay', `It begins on ${formatDate(startsOn)}.`)] : []),
  ];
  if (problems.length > 0) return invalid(...problems);
  await ctx.db
    .update(serviceLevel)
    .set({ effective: sql`daterange(lower(effective), ${lastDay}::date + 1)` })
    .where(and(eq(serviceLevel.clientId, clientId), eq(serviceLevel.id, levelId)));
  await recordEvent(
    ctx,
    serviceLevelEnded({ subjectId: clientId, clientId, facts: { levelId, name, endsOn: lastDay } }),
  );
  return ok({ name, startsOn });
}

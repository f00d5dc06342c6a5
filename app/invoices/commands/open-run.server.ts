import { eq } from 'drizzle-orm';
import { billingRun, program as programTable } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { runOpened } from '../events.ts';
import type { OpenRunInput } from '../forms.ts';
import { periodProblems } from '../rules.ts';
import { programToBill, type Run } from '../runs.server.ts';
import { keepPreview } from './preview-run.server.ts';

/**
 * Opens the billing of a client's period and previews it. The same id again is the same run, not a second one.
 * Refuses with `Invalid` a period that leaves a gap, overlaps, is not over, or has to wait for a run that is open.
 */
export async function openRun(ctx: Context, input: OpenRunInput): Promise<Result<Run>> {
  const program = await programOf(ctx, input.clientId);
  if (!program) return missing();
  authorize(ctx, 'billing.run', program);

  // Two people who open the same client's billing at once stand in line here.
  const { clientId } = program;
  await ctx.db
    .select({ clientId: programTable.clientId })
    .from(programTable)
    .where(eq(programTable.clientId, clientId))
    .for('no key update');
  const [existing] = await ctx.db.select().from(billingRun).where(eq(billingRun.id, input.id));
  if (existing) return existing.createdBy === ctx.actor.accountId ? ok(existing) : missing();

  const period = { startsOn: input.startsOn, endsOn: input.endsOn };
  const standing = await programToBill(ctx, program);
  const problems = periodProblems(period, standing, today(ctx.now, program.timeZone));
  if (problems.length > 0) return invalid(...problems);

  const [run] = await ctx.db
    .insert(billingRun)
    .values({ id: input.id, clientId, ...period, createdBy: ctx.actor.accountId, createdAt: ctx.now })
    .returning();
  if (!run) return missing();
  await recordEvent(ctx, runOpened({ subjectId: run.id, clientId, facts: { period } }));
  return keepPreview(ctx, run, program);
}

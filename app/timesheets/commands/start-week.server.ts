import { and, desc, eq } from 'drizzle-orm';
import { assignment, program, timesheet } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { timesheetStarted } from '../events.ts';
import type { StartInput } from '../forms.ts';
import { versionOf } from '../overtime.ts';
import { problemsOfStart } from '../rules.ts';

type Started = { id: string; isNew: boolean };

/**
 * Begins the draft of a week. A week that was begun before is simply opened: an assignment has one timesheet a week.
 * Refuses: `Invalid` for weeks that lie ahead or outside of the assignment.
 */
export async function startWeek(
  ctx: Context,
  { assignmentId, weekEndsOn }: StartInput,
): Promise<Result<Started>> {
  const [row] = await ctx.db
    .select({ assignment, timeZone: program.timeZone, weekday: program.weekEndsOn })
    .from(assignment)
    .innerJoin(program, eq(program.clientId, assignment.clientId))
    .where(eq(assignment.id, assignmentId));
  if (!row) return missing();
  const { clientId, supplierId, workerId, workerName, departmentId, hiringManagerId, overtimeRule } =
    row.assignment;
  authorize(ctx, 'timesheet.enter', { clientId, supplierId, workerId });

  const { status, startsOn, endsOn } = row.assignment;
  const about = { status, startsOn, endsOn, weekday: row.weekday, today: today(ctx.now, row.timeZone) };
  const problems = problemsOfStart(about, weekEndsOn);
  if (problems.length > 0) return invalid(...problems);

  const [begun] = await ctx.db
    .insert(timesheet)
    .values({
      ...{
        clientId,
        supplierId,
        assignmentId,
        workerId,
        weekEndsOn,
        departmentId,
        hiringManagerId,
        overtimeRule,
        overtimeRuleVersion: versionOf(overtimeRule),
      },
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: timesheet.id });
  if (!begun) return openExisting(ctx, assignmentId, weekEndsOn);

  const facts = { workerName, weekEndsOn };
  await recordEvent(ctx, timesheetStarted({ subjectId: begun.id, clientId, supplierId, facts }));
  return ok({ id: begun.id, isNew: true });
}

async function openExisting(
  ctx: Context,
  assignmentId: string,
  weekEndsOn: string,
): Promise<Result<Started>> {
  const [existing] = await ctx.db
    .select({ id: timesheet.id })
    .from(timesheet)
    .where(and(eq(timesheet.assignmentId, assignmentId), eq(timesheet.weekEndsOn, weekEndsOn)))
    .orderBy(desc(timesheet.version))
    .limit(1);
  return existing ? ok({ id: existing.id, isNew: false }) : missing();
}

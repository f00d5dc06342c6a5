import { sql } from 'drizzle-orm';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { approveTimesheet } from '#app/timesheets/commands/approve-timesheet.server.ts';
import { correctTimesheet } from '#app/timesheets/commands/correct-timesheet.server.ts';
import { startWeek } from '#app/timesheets/commands/start-week.server.ts';
import { submitTimesheet } from '#app/timesheets/commands/submit-timesheet.server.ts';
import { weekForm } from '#app/timesheets/forms.ts';
import type { Person } from '../cast.ts';
import type { World } from './program.ts';
import type { Assigned } from './story.ts';

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Hours = Partial<Record<(typeof weekdays)[number], number | string>>;

/** A week of a program that ends on Sundays, on the first cost center, as people type it: `{ Mon: 9, Tue: '8:30' }`. */
export const weekTyped = (world: World, hours: Hours, costCenter: 0 | 1 = 0) =>
  weekForm.parse({
    rows: [
      {
        costCenterId: world.costCenterIds[costCenter],
        days: weekdays.map((day) => String(hours[day] ?? '')),
      },
    ],
    note: '',
    attest: true,
    intent: 'submit',
  });

type WeekPlan = { by?: Person | Actor; costCenter?: 0 | 1 };

/** The worker enters a week and hands it in. */
export async function submittedWeek(
  world: World,
  { assignmentId, worker }: Pick<Assigned, 'assignmentId' | 'worker'>,
  weekEndsOn: string,
  hours: Hours,
  { by = worker, costCenter = 0 }: WeekPlan = {},
): Promise<{ timesheetId: string }> {
  const { id } = await world.does(by, (ctx) => startWeek(ctx, { assignmentId, weekEndsOn }));
  await world.does(by, (ctx) => submitTimesheet(ctx, id, weekTyped(world, hours, costCenter)));
  return { timesheetId: id };
}

/** … and Ana approves it. */
export async function approvedWeek(
  world: World,
  assigned: Pick<Assigned, 'assignmentId' | 'worker'>,
  weekEndsOn: string,
  hours: Hours,
  plan: WeekPlan = {},
): Promise<{ timesheetId: string }> {
  const { timesheetId } = await submittedWeek(world, assigned, weekEndsOn, hours, plan);
  await world.does('ana', (ctx) => approveTimesheet(ctx, timesheetId));
  return { timesheetId };
}

/** The worker corrects an approved week, and Ana approves the new version. */
export async function correctedWeek(
  world: World,
  { worker }: Pick<Assigned, 'worker'>,
  timesheetId: string,
  hours: Hours,
): Promise<{ timesheetId: string }> {
  const { id } = await world.does(worker, (ctx) =>
    correctTimesheet(ctx, timesheetId, { reason: 'The clock was misread' }),
  );
  await world.does(worker, (ctx) => submitTimesheet(ctx, id, weekTyped(world, hours)));
  await world.does('ana', (ctx) => approveTimesheet(ctx, id));
  return { timesheetId: id };
}

export async function statusOf(
  world: World,
  table: 'timesheet' | 'requisition' | 'billing_run' | 'assignment' | 'submittal' | 'offer',
  id: string,
): Promise<string> {
  const [row] = await world.rows<{ status: string }>(
    sql`select status from ${sql.identifier(table)} where id = ${id}`,
  );
  if (!row) throw new Error(`no ${table} ${id}`);
  return row.status;
}

import { assignmentRef } from '#app/assignments/public.server.ts';
import { abilities, decidesFor } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { today } from '#app/values/week.ts';
import { findCharge, postedOf } from './charge.server.ts';
import { isDecidable } from './lifecycle.ts';
import { dueDays } from './schedule.ts';

/** Everything that the page of a miscellaneous charge shows; null where it does not exist for the actor. */
export async function chargePage(ctx: Context, id: string) {
  const row = await findCharge(ctx, id);
  if (!row) return null;
  const can = abilities(ctx, row, ['miscCharge.request', 'miscCharge.approve']);
  const until = row.endsOn !== null && row.endsOn < row.assignmentEndsOn ? row.endsOn : row.assignmentEndsOn;
  const days = dueDays(row, until);
  const date = today(ctx.now, row.timeZone);
  return {
    row: { ...row, assignmentRef: assignmentRef(row.assignmentNumber) },
    posted: await postedOf(ctx, id),
    /** How often it falls due in all, and when next. */
    turns: days.length,
    nextDay:
      row.status === 'approved' && row.cadence !== 'once' ? (days.find((day) => day > date) ?? null) : null,
    timeline: await timelineOf(ctx, [id]),
    mayDecide: isDecidable(row.status) && can['miscCharge.approve'],
    decidesFor: isDecidable(row.status) ? decidesFor(ctx, 'miscCharge.approve', row) : null,
    mayCancel: isDecidable(row.status) && can['miscCharge.request'],
    mayEnd:
      row.status === 'approved' &&
      row.cadence !== 'once' &&
      (can['miscCharge.request'] || can['miscCharge.approve']),
    side: ctx.actor.side,
  };
}
export type ChargePage = NonNullable<Awaited<ReturnType<typeof chargePage>>>;

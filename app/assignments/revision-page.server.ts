import { abilities, mayDo, decidesFor } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { publishedBy } from '#app/programs/public.server.ts';
import { today } from '#app/values/week.ts';
import { isOpen } from './lifecycle.ts';
import { assignmentOf } from './queries.server.ts';
import { payInForce } from './rates.server.ts';
import { previewOf, revisedPayOf, revisionOf } from './revisions.server.ts';

/** A revision with the difference that it makes while it is not in force, and what the actor may do. */
export async function revisionPage(ctx: Context, id: string) {
  const row = await revisionOf(ctx, id);
  const assignment = row && (await assignmentOf(ctx, row.assignmentId));
  if (!row || !assignment) return null;
  const { effectiveFrom, billRate } = row;
  const payRate = await revisedPayOf(ctx, id);
  const published = await publishedBy(ctx, assignment.clientId);
  const open = isOpen(row.status);
  const pending = open || row.status === 'scheduled';
  const may = abilities(ctx, row, ['revision.approve', 'revision.answer', 'assignment.revise']);
  return {
    row,
    payRate: mayDo(ctx.actor, 'rates.readPay', { ...row, ...published }) ? payRate : null,
    preview: pending ? await previewOf(ctx, assignment, { effectiveFrom, billRate, payRate }) : null,
    isPast: effectiveFrom <= today(ctx.now, row.timeZone),
    timeline: await timelineOf(ctx, [id]),
    decidesFor: row.status === 'pending_approval' ? decidesFor(ctx, 'revision.approve', row) : null,
    can: {
      approve: row.status === 'pending_approval' && may['revision.approve'],
      answer: row.status === 'pending_supplier' && may['revision.answer'],
      cancel: open && may['assignment.revise'],
    },
  };
}

/** What the worker is paid for straight time on a day, to start the supplier's answer from. */
export async function straightPayOn(ctx: Context, assignmentId: string, day: string): Promise<string | null> {
  const rows = await payInForce(ctx, assignmentId);
  const paid = rows.find(
    ({ payCode, since, upTo }) => payCode === 'ST' && since <= day && (upTo === null || day < upTo),
  );
  return paid?.payRate ?? null;
}

import { and, asc, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import {
  assignment,
  assignmentSplit,
  costCenter,
  expenseCode,
  expenseLine,
  expenseSheet,
  organization,
  program,
  storedFile,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { storeFile } from '#app/platform/files/store.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import type { LineToSubmit, Surroundings } from './rules.ts';

/** A draft belongs to its worker and supplier until it is handed in: to a client it does not exist. */
export const unlessDraftOfOthers = (ctx: Context) =>
  ctx.actor.side === 'client' ? ne(expenseSheet.status, 'draft') : undefined;

function selectSheet(ctx: Context, id: string) {
  return ctx.db
    .select({
      ...getTableColumns(expenseSheet),
      workerName: assignment.workerName,
      assignmentNumber: assignment.number,
      assignmentStatus: assignment.status,
      jobTitle: assignment.jobTitle,
      hiringManagerName: assignment.hiringManagerName,
      startsOn: assignment.startsOn,
      endsOn: assignment.endsOn,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
    })
    .from(expenseSheet)
    .innerJoin(assignment, eq(assignment.id, expenseSheet.assignmentId))
    .innerJoin(program, eq(program.clientId, expenseSheet.clientId))
    .innerJoin(organization, eq(organization.id, expenseSheet.clientId))
    .where(and(eq(expenseSheet.id, id), unlessDraftOfOthers(ctx)));
}

/** One sheet with what its page and its commands need to know. Null where it does not exist for the actor. */
export async function findSheet(ctx: Context, id: string) {
  const [sheet] = await selectSheet(ctx, id);
  return sheet ?? null;
}

/** The same, locked until the transaction ends: two presses on one sheet come one after the other. */
export async function lockSheet(ctx: Context, id: string) {
  const [sheet] = await selectSheet(ctx, id).for('update', { of: expenseSheet });
  return sheet ?? null;
}

export type Sheet = NonNullable<Awaited<ReturnType<typeof findSheet>>>;

/** The lines of a sheet in the order they were added: at most 100. */
export async function linesOf(ctx: Context, sheetId: string) {
  return ctx.db
    .select({
      id: expenseLine.id,
      place: expenseLine.place,
      spentOn: expenseLine.spentOn,
      expenseCodeId: expenseLine.expenseCodeId,
      costCenterId: expenseLine.costCenterId,
      costCenterCode: costCenter.code,
      amountMinor: expenseLine.amountMinor,
      note: expenseLine.note,
      receiptFileId: expenseLine.receiptFileId,
      code: {
        code: expenseCode.code,
        name: expenseCode.name,
        receiptAboveMinor: expenseCode.receiptAboveMinor,
        limitMinor: expenseCode.limitMinor,
        closedOn: expenseCode.closedOn,
        bearsFees: expenseCode.bearsFees,
      },
    })
    .from(expenseLine)
    .innerJoin(expenseCode, eq(expenseCode.id, expenseLine.expenseCodeId))
    .innerJoin(costCenter, eq(costCenter.id, expenseLine.costCenterId))
    .where(eq(expenseLine.sheetId, sheetId))
    .orderBy(asc(expenseLine.place), asc(expenseLine.id));
}
export type SheetLine = Awaited<ReturnType<typeof linesOf>>[number];

export const asSubmitted = (line: SheetLine): LineToSubmit => ({
  ...{ spentOn: line.spentOn, costCenterId: line.costCenterId, amountMinor: line.amountMinor },
  code: line.code,
  hasReceipt: line.receiptFileId !== null,
});

/** What an assignment is booked to, the largest share first. */
export async function costCentersOf(ctx: Context, assignmentId: string) {
  return ctx.db
    .select({ id: costCenter.id, code: costCenter.code, name: costCenter.name })
    .from(assignmentSplit)
    .innerJoin(costCenter, eq(costCenter.id, assignmentSplit.costCenterId))
    .where(eq(assignmentSplit.assignmentId, assignmentId))
    .orderBy(sql`${assignmentSplit.percent} desc`, asc(costCenter.code));
}

/** What the rules hold a line against. */
export function surroundingsOf(
  ctx: Context,
  about: { currency: string; timeZone: string; startsOn: string; endsOn: string },
  costCenters: { id: string }[],
): Surroundings {
  return {
    currency: about.currency,
    today: today(ctx.now, about.timeZone),
    startsOn: about.startsOn,
    endsOn: about.endsOn,
    costCenterIds: costCenters.map(({ id }) => id),
  };
}

/** Keeps a receipt inside the supplier's wall. Refuses with a problem at `receipt` where it is none of these kinds. */
export async function keepReceipt(
  ctx: Context,
  sheet: Sheet,
  receipt: File | undefined,
): Promise<Result<string | null>> {
  if (!receipt) return ok(null);
  const { supplierId } = sheet;
  return storeFile(ctx, receipt, { kinds: ['pdf', 'png', 'jpeg'], supplierId, field: 'receipt' });
}

/** Writes on the sheet what its lines come to. The caller holds the lock. */
export async function sumUp(ctx: Context, sheetId: string): Promise<void> {
  await ctx.db
    .update(expenseSheet)
    .set({
      totalMinor: sql`(select coalesce(sum(l.amount_minor), 0) from expense_line l where l.sheet_id = ${sheetId})`,
      lineCount: sql`(select count(*) from expense_line l where l.sheet_id = ${sheetId})`,
    })
    .where(eq(expenseSheet.id, sheetId));
}

/** The receipt of one line with its bytes; null where there is none or a wall stands before it. */
export async function receiptOf(ctx: Context, sheetId: string, lineId: string) {
  const [row] = await ctx.db
    .select({ name: storedFile.name, mediaType: storedFile.mediaType, content: storedFile.content })
    .from(expenseLine)
    .innerJoin(storedFile, eq(storedFile.id, expenseLine.receiptFileId))
    .where(and(eq(expenseLine.id, lineId), eq(expenseLine.sheetId, sheetId)));
  return row ?? null;
}

import { abilities, decidesFor } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { assignmentRef } from '#app/assignments/public.server.ts';
import { codesOf } from './codes.server.ts';
import { isDecidable, isEditable } from './lifecycle.ts';
import { sheetRef } from './queries.server.ts';
import { needsReceipt } from './rules.ts';
import {
  costCentersOf,
  findSheet,
  linesOf,
  surroundingsOf,
  type Sheet,
  type SheetLine,
} from './sheet.server.ts';

export type ShownLine = SheetLine & {
  /** A receipt is needed and not there yet. */
  lacksReceipt: boolean;
};

/** Everything that the page of a sheet shows to whoever asks; null where the sheet does not exist for them. */
export async function sheetPage(ctx: Context, id: string) {
  const sheet = await findSheet(ctx, id);
  if (!sheet) return null;
  const can = abilities(ctx, sheet, ['expense.enter', 'expense.approve']);
  const lines = (await linesOf(ctx, id)).map((line): ShownLine => ({
    ...line,
    lacksReceipt: needsReceipt(line.code, line.amountMinor) && line.receiptFileId === null,
  }));
  const mayEnter = isEditable(sheet.status) && can['expense.enter'];
  return {
    sheet: {
      ...sheet,
      ref: sheetRef(sheet.assignmentNumber, sheet.number),
      assignmentRef: assignmentRef(sheet.assignmentNumber),
    },
    lines,
    entry: mayEnter ? { ...(await forEntry(ctx, sheet)), lineId: crypto.randomUUID() } : null,
    timeline: await timelineOf(ctx, [id]),
    mayDecide: isDecidable(sheet.status) && can['expense.approve'],
    decidesFor: isDecidable(sheet.status) ? decidesFor(ctx, 'expense.approve', sheet) : null,
    mayRecall: isDecidable(sheet.status) && can['expense.enter'],
    side: ctx.actor.side,
  };
}
export type SheetPage = NonNullable<Awaited<ReturnType<typeof sheetPage>>>;

/** What the fields of a line offer. */
export async function forEntry(ctx: Context, sheet: Sheet) {
  const costCenters = await costCentersOf(ctx, sheet.assignmentId);
  const { today, startsOn, endsOn, currency } = surroundingsOf(ctx, sheet, costCenters);
  return {
    codes: await codesOf(ctx, sheet.clientId, startsOn),
    costCenters,
    ...{ today, startsOn, endsOn, currency },
  };
}
export type Entry = Awaited<ReturnType<typeof forEntry>>;

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { fileResponse } from '#app/platform/files/store.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { findSheet, receiptOf } from '../sheet.server.ts';

/** A receipt as a download, for whoever sees the sheet. */
export const loader = file(async (ctx, { params }) => {
  const sheet = found(await findSheet(ctx, idParam(params)));
  authorize(ctx, 'expense.read', sheet);
  return fileResponse(found(await receiptOf(ctx, sheet.id, idParam(params, 'lineId'))));
});

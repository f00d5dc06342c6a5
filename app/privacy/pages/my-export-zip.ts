import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { exportZip } from '../export.server.ts';

/** Everything that is kept under one's own account. */
export const loader = exportFile(
  (ctx) => {
    authorize(ctx, 'privacy.readOwn');
    const { accountId } = ctx.actor;
    return Promise.resolve({
      ...{ report: 'their own data', name: 'my-data.zip', mediaType: 'application/zip' },
      content: (inTransaction) => exportZip(inTransaction, 'account', accountId),
    });
  },
  { isCopyOfAll: true },
);

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { pain001 } from '../pain001.ts';
import { messageOf } from '../payment-message.server.ts';
import { runOf } from '../runs.server.ts';

/** The file for the bank. Account numbers stand in it in full, so it is for those who pay, and not for readers. */
export const loader = exportFile(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make', run);
  const message = found(await messageOf(ctx, run));
  return {
    report: `the bank file of ${message.messageId}`,
    ...{ name: `${message.messageId}.pain.001.001.09.xml`, mediaType: 'application/xml; charset=utf-8' },
    ...{ clientId: run.clientId, content: pain001(message) },
  };
});

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { pain001 } from '../pain001.ts';
import { messageOf } from '../payment-message.server.ts';
import { runOf } from '../runs.server.ts';

/** The file for the bank. Account numbers stand in it in full, so it is for those who pay, and not for readers. */
export const loader = file(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make', run);
  const message = found(await messageOf(ctx, run));
  return download(pain001(message), {
    name: `${message.messageId}.pain.001.001.09.xml`,
    mediaType: 'application/xml; charset=utf-8',
  });
});

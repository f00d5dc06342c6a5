import type { LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { exportZip } from '../export.server.ts';

const asked = file(async (ctx) => {
  authorize(ctx, 'privacy.readOwn');
  return Promise.resolve(ctx.actor);
});

/** Everything that is kept under one's own account. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const zip = exportZip(
    (work) => withContext(args.context, actor, work, { readOnly: true }),
    'account',
    actor.accountId,
  );
  return download(zip, { name: 'my-data.zip', mediaType: 'application/zip' });
}

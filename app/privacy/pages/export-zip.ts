import type { LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { personOf } from '../commands/answer-request.server.ts';
import { exportZip } from '../export.server.ts';
import { requestOf } from '../queries.server.ts';

const asked = file(async (ctx, { params }) => {
  const request = found(await requestOf(ctx, idParam(params)));
  authorize(ctx, 'privacy.handle', request);
  found(request.kind === 'export' && request.status === 'open' ? request : null);
  return { actor: ctx.actor, person: personOf(request) };
});

/** Everything about the person of an open request, for whoever answers it. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person } = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const zip = exportZip(
    (work) => withContext(args.context, actor, work, { readOnly: true }),
    person.kind,
    person.id,
  );
  return download(zip, { name: 'personal-data.zip', mediaType: 'application/zip' });
}

import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { accessCsv } from '../access-csv.server.ts';
import { organizationName } from '../access-list.server.ts';
import { accessQuery } from '../forms.ts';
import type { InTransaction } from '../trail-csv.server.ts';

const asked = file(async (ctx, { url }) => {
  authorize(ctx, 'accessReview.read');
  const { organization } = parseQuery(accessQuery, url);
  const filter = organization ? found(await organizationName(ctx, organization)) : 'all organizations';
  const by = `${ctx.actor.name}, ${ctx.actor.organizationName}`;
  return { actor: ctx.actor, organization, preface: { by, at: ctx.now, filter } };
});

/** Everybody with every role, as CSV for whoever reviews access. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organization, preface } = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const inTransaction: InTransaction = (work) => withContext(args.context, actor, work, { readOnly: true });
  return download(createReadableStreamFromReadable(accessCsv(inTransaction, organization, preface)), {
    name: `access-${preface.at.toISOString().slice(0, 10)}.csv`,
    mediaType: CSV,
  });
}

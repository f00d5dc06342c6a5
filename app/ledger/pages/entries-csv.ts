import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { programOf } from '../programs.server.ts';
import { entriesCsv, type InTransaction } from '../entries-csv.server.ts';
import { entriesQuery } from '../forms.ts';

const asked = file(async (ctx, { url }) => {
  authorize(ctx, 'ledger.read');
  const query = parseQuery(entriesQuery, url);
  const program = query.client ? found(await programOf(ctx, query.client)) : null;
  return { actor: ctx.actor, query, code: program?.code ?? 'all' };
});

/** The entries as CSV, written while they are read: each batch in a short transaction behind the reader's own wall. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, query, code } = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const inTransaction: InTransaction = (work) => withContext(args.context, actor, work, { readOnly: true });
  const name = ['ledger', code, query.month].filter(Boolean).join('-');
  return download(createReadableStreamFromReadable(entriesCsv(inTransaction, query)), {
    name: `${name}.csv`,
    mediaType: CSV,
  });
}

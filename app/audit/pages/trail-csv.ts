import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { trailQuery } from '../forms.ts';
import { trailCsv, type InTransaction } from '../trail-csv.server.ts';
import { namesOfFilters } from '../trail.server.ts';
import { filterSentence } from '../words.ts';

const asked = file(async (ctx, { url }) => {
  authorize(ctx, 'audit.read');
  const query = parseQuery(trailQuery, url);
  const { name, organizationName } = ctx.actor;
  const filter = filterSentence(query, await namesOfFilters(ctx, query));
  return { actor: ctx.actor, query, preface: { by: `${name}, ${organizationName}`, at: ctx.now, filter } };
});

/** The trail as CSV, written while it is read: each batch in a short transaction behind the reader's own wall. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, query, preface } = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const inTransaction: InTransaction = (work) => withContext(args.context, actor, work, { readOnly: true });
  return download(createReadableStreamFromReadable(trailCsv(inTransaction, query, preface)), {
    name: `audit-${preface.at.toISOString().slice(0, 10)}.csv`,
    mediaType: CSV,
  });
}

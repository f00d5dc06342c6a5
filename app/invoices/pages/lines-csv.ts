import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { documentCsv } from '../document-csv.server.ts';
import { linesOf, loadDocument, type InTransaction } from '../documents.server.ts';
import { invoiceOf } from '../invoices.server.ts';

const asked = file(async (ctx, { params }) => {
  const invoice = found(await invoiceOf(ctx, idParam(params)));
  authorize(ctx, 'invoice.read', invoice);
  const document = found(await loadDocument(ctx, invoice.id));
  return { actor: ctx.actor, id: invoice.id, timeZone: invoice.timeZone, document };
});

/** The lines as CSV, written while they are read: each batch in a short transaction behind the reader's own wall. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, id, timeZone, document } = await asked(args);
  const inTransaction: InTransaction = (work) => withContext(args.context, actor, work, { readOnly: true });
  const csv = documentCsv(document, linesOf(inTransaction, id, timeZone));
  return download(createReadableStreamFromReadable(csv), { name: `${document.number}.csv`, mediaType: CSV });
}

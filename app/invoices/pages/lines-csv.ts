import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { documentCsv, tallyOfLines } from '../document-csv.server.ts';
import { linesOf, loadDocument } from '../documents.server.ts';
import { invoiceOf } from '../invoices.server.ts';

/** The lines of a document as CSV. */
export const loader = exportFile(async (ctx, { params }) => {
  const { id, clientId, timeZone, ...invoice } = found(await invoiceOf(ctx, idParam(params)));
  authorize(ctx, 'invoice.read', { clientId, ...invoice });
  const document = found(await loadDocument(ctx, id));
  const tally = tallyOfLines();
  return {
    report: `the lines of ${document.number}`,
    ...{ name: `${document.number}.csv`, mediaType: CSV, clientId, tally },
    content: (inTransaction) => documentCsv(document, linesOf(inTransaction, id, timeZone), tally),
  };
});

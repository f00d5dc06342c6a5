import type { LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { notFound, file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { makeDocument, storedDocument } from '../documents.server.ts';
import { invoiceOf } from '../invoices.server.ts';

/** What whoever asks may see of it: the wall and the policy decide, before anything is made. */
const asked = file(async (ctx, { params }) => {
  const id = idParam(params);
  const invoice = found(await invoiceOf(ctx, id));
  authorize(ctx, 'invoice.read', invoice);
  return { id, reference: invoice.reference, stored: await storedDocument(ctx, id) };
});

/** The issued PDF: the stored bytes, made now if nobody has asked before. */
export async function loader(args: LoaderFunctionArgs) {
  const { id, reference, stored } = await asked(args);
  const document = stored ?? (await makeDocument(args.context.database, id)) ?? notFound();
  return new Response(new Uint8Array(document.content), {
    headers: {
      'Content-Type': document.mediaType,
      'Content-Disposition': `inline; filename="${reference}.pdf"`,
      'Content-Length': String(document.content.byteLength),
      ETag: `"${document.sha256}"`,
    },
  });
}

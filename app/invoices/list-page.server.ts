import { programsIn } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { InvoiceQuery } from './forms.ts';
import { invoicesPage } from './invoices.server.ts';

/** The list of documents with what it may be filtered by. The MSP looks at one kind at a time. */
export async function listPage(ctx: Context, asked: InvoiceQuery) {
  const { side } = ctx.actor;
  const query: InvoiceQuery = side === 'msp' ? { ...asked, kind: asked.kind ?? 'client_invoice' } : asked;
  const programs = side === 'client' ? [] : await programsIn(ctx);
  return {
    side,
    query,
    ...(await invoicesPage(ctx, query)),
    programs: programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName })),
  };
}

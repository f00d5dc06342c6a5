import { programsIn } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { InvoiceQuery } from './forms.ts';
import { invoicesPage } from './invoices.server.ts';
import { kindsOf } from './kinds.ts';

/** The list of documents with what it may be filtered by. The MSP looks at one kind at a time. */
export async function listPage(ctx: Context, asked: InvoiceQuery) {
  const { side } = ctx.actor;
  const own = kindsOf(side);
  // What is for the other side is no kind of the reader's; asked for, it is left out like any filter that means nothing.
  const kind = asked.kind && own.includes(asked.kind) ? asked.kind : undefined;
  const query: InvoiceQuery = { ...asked, kind: kind ?? (side === 'msp' ? 'client_invoice' : undefined) };
  const programs = side === 'client' ? [] : await programsIn(ctx);
  return {
    side,
    query,
    kinds: own,
    ...(await invoicesPage(ctx, query)),
    programs: programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName })),
  };
}

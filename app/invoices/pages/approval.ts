import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { approveInvoice } from '../commands/approve-invoice.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/invoices/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => approveInvoice(ctx, idParam(params)),
  done: (invoice) => ({ to: `/invoices/${invoice.id}`, flash: `You found ${invoice.reference} in order.` }),
  back: ({ params }) => `/invoices/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { closePurchaseOrder } from '../commands/close-purchase-order.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/purchase-orders/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => closePurchaseOrder(ctx, idParam(params)),
  done: ({ id, number }) => ({ to: `/purchase-orders/${id}`, flash: `PO ${number} is closed.` }),
  back: ({ params }) => `/purchase-orders/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { sendRun } from '../commands/send-run.server.ts';
import { counted, runRef } from '../counted.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/payments/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => sendRun(ctx, idParam(params)),
  done: ({ id, number, paymentCount }) => ({
    to: `/payments/${id}`,
    flash: `${runRef(number)} is sent: ${counted(paymentCount, 'supplier was', 'suppliers were')} told. Download the bank file and hand it to the bank.`,
  }),
  back: ({ params }) => `/payments/${params.id}`,
  drawsForm: false,
});

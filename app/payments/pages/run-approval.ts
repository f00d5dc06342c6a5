import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { approveRun } from '../commands/approve-run.server.ts';
import { runRef } from '../counted.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/payments/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => approveRun(ctx, idParam(params)),
  done: ({ id, number }) => ({
    to: `/payments/${id}`,
    flash: `${runRef(number)} is approved. It can be sent to the bank now.`,
  }),
  back: ({ params }) => `/payments/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { requestFinalization } from '../commands/request-finalization.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/billing/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => requestFinalization(ctx, idParam(params)),
  done: (run) => ({ to: `/billing/${run.id}` }),
  back: ({ params }) => `/billing/${params.id}`,
  drawsForm: false,
});

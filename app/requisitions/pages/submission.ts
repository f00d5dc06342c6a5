import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { submitRequisition } from '../commands/submit.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/requisitions/${id}/details`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => submitRequisition(ctx, idParam(params)),
  done: ({ id, ref }) => ({ to: `/requisitions/${id}/details`, flash: `${ref} was submitted for approval.` }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
  drawsForm: false,
});

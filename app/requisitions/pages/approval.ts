import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { approveRequisition } from '../commands/approve.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/requisitions/${id}/details`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => approveRequisition(ctx, idParam(params)),
  done: ({ ref, waitingFor }, _input, { params }) => ({
    to: `/requisitions/${params.id}/details`,
    flash: waitingFor
      ? `You approved ${ref}. It now waits for: ${waitingFor.toLowerCase()}.`
      : `${ref} is approved.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { resumeRequisition } from '../commands/resume.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/requisitions/${id}/details`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => resumeRequisition(ctx, idParam(params)),
  done: ({ ref }, _input, { params }) => ({
    to: `/requisitions/${params.id}/details`,
    flash: `${ref} is open again.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { reviseRequisition } from '../commands/revise.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/requisitions/${id}/details`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => reviseRequisition(ctx, idParam(params)),
  done: ({ id, ref }) => ({
    to: `/requisitions/${id}/edit`,
    flash: `${ref} is a draft again. Change what was wrong and submit it anew.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
  drawsForm: false,
});

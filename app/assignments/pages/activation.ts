import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { activateAssignment } from '../commands/activate-assignment.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/assignments/${id}`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => activateAssignment(ctx, idParam(params)),
  done: (row) => ({
    to: `/assignments/${row.id}`,
    flash: `${row.workerName} has started. Time can be entered from now on.`,
  }),
  back: ({ params }) => `/assignments/${params.id}`,
  drawsForm: false,
});

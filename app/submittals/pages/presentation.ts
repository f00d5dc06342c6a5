import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { presentCandidate } from '../commands/present-candidate.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/submittals/${id}`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => presentCandidate(ctx, idParam(params)),
  done: (row) => ({
    to: `/requisitions/${row.requisitionId}`,
    flash: `${row.candidateName} is presented to ${row.clientName}.`,
  }),
  back: ({ params }) => `/submittals/${params.id}`,
  drawsForm: false,
});

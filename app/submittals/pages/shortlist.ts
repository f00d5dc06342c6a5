import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { shortlistCandidate } from '../commands/shortlist-candidate.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/submittals/${id}`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => shortlistCandidate(ctx, idParam(params)),
  done: (row) => ({ to: `/submittals/${row.id}`, flash: `${row.candidateName} is on the short list.` }),
  back: ({ params }) => `/submittals/${params.id}`,
  drawsForm: false,
});

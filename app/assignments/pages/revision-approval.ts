import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { approveRevision } from '../commands/approve-revision.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/revisions/${id}`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => approveRevision(ctx, idParam(params)),
  done: (row) => ({
    to: `/revisions/${row.id}`,
    flash: `Approved. ${row.supplierName} is asked to accept.`,
  }),
  back: ({ params }) => `/revisions/${params.id}`,
  drawsForm: false,
});

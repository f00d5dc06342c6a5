import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { acceptOffer } from '../commands/accept-offer.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/offers/${id}`);

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => acceptOffer(ctx, idParam(params)),
  done: (row) => ({
    to: `/assignments/${row.id}`,
    flash: `Accepted. ${row.ref} is agreed for ${row.workerName}${row.started ? ' and has started' : ''}.`,
  }),
  back: ({ params }) => `/offers/${params.id}`,
  drawsForm: false,
});

import { redirect } from '#app/platform/http/redirect.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { endDelegation } from '../commands/end-delegation.server.ts';
import { pressForm } from '../forms.ts';

export const loader = () => redirect('/delegations');

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => endDelegation(ctx, idParam(params)),
  done: ({ fromName, toName }) => ({
    to: '/delegations',
    flash: `${toName} stands in for ${fromName} no more.`,
  }),
  back: () => '/delegations',
  drawsForm: false,
});

import { redirect } from '#app/platform/http/redirect.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { withdrawInvitation } from '../commands/withdraw-invitation.server.ts';
import { pressForm } from '../forms.ts';

export const loader = () => redirect('/people');

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => withdrawInvitation(ctx, idParam(params)),
  done: ({ name }) => ({
    to: '/people',
    flash: `The invitation of ${name} is taken back. Its link works no more.`,
  }),
  back: () => '/people',
  drawsForm: false,
});

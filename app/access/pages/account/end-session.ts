import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { endOwnSession } from '../../commands/account/end-sessions.server.ts';
import { nothingForm } from '../../forms.ts';

export const loader = () => redirect('/account');

export const action = act({
  form: nothingForm,
  run: (ctx, _input, { params }) => endOwnSession(ctx, idParam(params)),
  done: ({ wasThis }) =>
    wasThis ? { to: '/sign-in' } : { to: '/account', flash: 'That session has ended.' },
  back: () => '/account',
  drawsForm: false,
});

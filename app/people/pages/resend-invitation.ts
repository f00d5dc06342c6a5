import { redirect } from '#app/platform/http/redirect.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { resendInvitation } from '../commands/resend-invitation.server.ts';
import { pressForm } from '../forms.ts';

export const loader = () => redirect('/people');

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => resendInvitation(ctx, idParam(params)),
  done: ({ name, email }) => ({
    to: '/people',
    flash: `${name} has a new link, sent to ${email} and good for seven days. The old one works no more.`,
  }),
  back: () => '/people',
  drawsForm: false,
});

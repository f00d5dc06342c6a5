import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { endOtherSessions } from '../../commands/account/end-sessions.server.ts';
import { nothingForm } from '../../forms.ts';

export const loader = () => redirect('/account');

export const action = act({
  form: nothingForm,
  run: (ctx) => endOtherSessions(ctx),
  done: ({ ended }) => ({
    to: '/account',
    flash: ended === 0 ? 'There was no other session.' : 'You are signed in here, and nowhere else.',
  }),
  back: () => '/account',
  drawsForm: false,
});

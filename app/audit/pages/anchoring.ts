import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { askForAnchor } from '../commands/ask-anchor.server.ts';
import { pressed } from '../forms.ts';

export const loader = () => redirect('/audit/chains');

export const action = act({
  form: pressed,
  run: (ctx) => askForAnchor(ctx),
  done: () => ({
    to: '/audit/chains',
    flash:
      'The heads are on their way into the file of anchors and to every auditor. Look again in a moment.',
  }),
  back: () => '/audit/chains',
  drawsForm: false,
});

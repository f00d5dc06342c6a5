import { z } from 'zod';
import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { loadStarterRules } from '../commands/load-starter-rules.server.ts';

export const loader = () => redirect('/taxes');

export const action = act({
  form: z.object({}),
  run: (ctx) => loadStarterRules(ctx),
  done: ({ added, left }) => ({
    to: '/taxes',
    flash:
      added === 0
        ? 'Nothing was added: the rules of the starter set, or others for the same, are here already.'
        : `${added} rules of the starter set were added${left > 0 ? `; ${left} were left out, because a rule for the same is here already` : ''}.`,
  }),
  back: () => '/taxes',
  drawsForm: false,
});

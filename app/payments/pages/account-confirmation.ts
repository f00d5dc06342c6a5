import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { decideAccount } from '../commands/decide-account.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/bank/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => decideAccount(ctx, idParam(params), 'confirm'),
  done: ({ id, account, ownerName }) => ({
    to: `/bank/${id}`,
    flash: `The account ${account} of ${ownerName} is confirmed. It is used a day from now.`,
  }),
  back: ({ params }) => `/bank/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { enableAccount } from '../commands/enable-account.server.ts';
import { pressForm } from '../forms.ts';

export const loader = leadsTo((id) => `/people/${id}`, 'accountId');

export const action = act({
  form: pressForm,
  run: (ctx, _input, { params }) => enableAccount(ctx, idParam(params, 'accountId')),
  done: ({ name }, _input, { params }) => ({
    to: `/people/${params.accountId}`,
    flash: `The account of ${name} is enabled. They can sign in again.`,
  }),
  back: ({ params }) => `/people/${params.accountId}`,
  drawsForm: false,
});

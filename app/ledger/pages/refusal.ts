import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { keepMonthClosed } from '../commands/keep-month-closed.server.ts';
import { pressed } from '../forms.ts';
import { monthName } from '../rules.ts';

export const loader = () => redirect('/ledger/periods');

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => keepMonthClosed(ctx, idParam(params)),
  done: (period) => ({
    to: `/ledger/periods?client=${period.clientId}`,
    flash: `${monthName(period.month)} stays closed.`,
  }),
  back: () => '/ledger/periods',
  drawsForm: false,
});

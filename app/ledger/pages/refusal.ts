import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { keepMonthClosed } from '../commands/keep-month-closed.server.ts';
import { pressed } from '../forms.ts';
import { monthName } from '../rules.ts';

export const loader = leadsTo(() => '/ledger/periods');

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => keepMonthClosed(ctx, idParam(params)),
  done: (period) => ({
    to: `/ledger/periods?program=${period.clientId}`,
    flash: `${monthName(period.month)} stays closed.`,
  }),
  back: () => '/ledger/periods',
  drawsForm: false,
});

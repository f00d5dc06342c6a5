import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { reopenMonth } from '../commands/reopen-month.server.ts';
import { pressed } from '../forms.ts';
import { monthName } from '../rules.ts';

export const loader = leadsTo(() => '/ledger/periods');

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => reopenMonth(ctx, idParam(params)),
  done: (period) => ({
    to: `/ledger/periods?program=${period.clientId}`,
    flash: {
      tone: 'attention',
      text: `${monthName(period.month)} is open again. Close it when what was missing is posted.`,
    },
  }),
  back: () => '/ledger/periods',
  drawsForm: false,
});

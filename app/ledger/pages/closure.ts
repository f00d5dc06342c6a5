import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { closeMonth } from '../commands/close-month.server.ts';
import { closingForm } from '../forms.ts';
import { monthName } from '../rules.ts';

export const loader = () => redirect('/ledger/periods');

export const action = act({
  form: closingForm,
  run: closeMonth,
  done: (period) => ({
    to: `/ledger/periods?program=${period.clientId}`,
    flash: `${monthName(period.month)} is closed. Nothing more is posted in it.`,
  }),
  back: () => '/ledger/periods',
  drawsForm: false,
});

import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ok } from '#app/values/result.ts';
import { outcomeInWords } from '../approval-outcome.ts';
import { approveSheets } from '../commands/approve-sheets.server.ts';
import { approvalsForm } from '../forms.ts';

export const loader = () => redirect('/expenses?status=submitted');

export const action = act({
  form: approvalsForm,
  run: async (ctx, { ids }) => ok(await approveSheets(ctx, ids)),
  done: (outcome, { backTo }) => ({
    to: backTo,
    flash: { tone: outcome.skipped.length > 0 ? 'attention' : 'good', text: outcomeInWords(outcome) },
  }),
  back: () => '/expenses?status=submitted',
  drawsForm: false,
});

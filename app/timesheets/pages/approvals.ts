import { act } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ok } from '#app/values/result.ts';
import { outcomeInWords } from '../approval-outcome.ts';
import { approveTimesheets } from '../commands/approve-timesheets.server.ts';
import { approvalsForm } from '../forms.ts';

export const loader = () => redirect('/timesheets?status=submitted');

export const action = act({
  form: approvalsForm,
  run: async (ctx, { ids }) => ok(await approveTimesheets(ctx, ids)),
  done: (outcome, { backTo }) => ({
    to: backTo,
    flash: { tone: outcome.skipped.length > 0 ? 'attention' : 'good', text: outcomeInWords(outcome) },
  }),
  back: () => '/timesheets?status=submitted',
  drawsForm: false,
});

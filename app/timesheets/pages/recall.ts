import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { recallTimesheet } from '../commands/recall-timesheet.server.ts';

export const loader = leadsTo((id) => `/timesheets/${id}`);

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => recallTimesheet(ctx, idParam(params)),
  done: (sheet) => ({
    to: `/timesheets/${sheet.id}`,
    flash: `Taken back from ${sheet.hiringManagerName}. It is a draft again.`,
  }),
  back: ({ params }) => `/timesheets/${params.id}`,
  drawsForm: false,
});

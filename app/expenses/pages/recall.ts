import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { recallSheet } from '../commands/recall-sheet.server.ts';

export const loader = leadsTo((id) => `/expenses/${id}`);

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => recallSheet(ctx, idParam(params)),
  done: (sheet) => ({
    to: `/expenses/${sheet.id}`,
    flash: `Taken back from ${sheet.hiringManagerName}. It is a draft again.`,
  }),
  back: ({ params }) => `/expenses/${params.id}`,
  drawsForm: false,
});

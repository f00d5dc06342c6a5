import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { removeLine } from '../commands/remove-line.server.ts';

export const loader = leadsTo((id) => `/expenses/${id}`);

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => removeLine(ctx, idParam(params), idParam(params, 'lineId')),
  done: (sheet) => ({ to: `/expenses/${sheet.id}`, flash: 'The line is taken out.' }),
  back: ({ params }) => `/expenses/${params.id}`,
  drawsForm: false,
});

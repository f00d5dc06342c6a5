import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { formatDate } from '#app/values/week.ts';
import { closeCode } from '../commands/close-code.server.ts';

const back = (clientId: string | undefined) => `/programs/${clientId}/expense-codes`;

export const loader = leadsTo(back, 'clientId');

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => closeCode(ctx, idParam(params, 'clientId'), idParam(params)),
  done: ({ name, closedOn }, _input, { params }) => ({
    to: back(params.clientId),
    flash: `${name} is closed${closedOn ? ` from ${formatDate(closedOn)}` : ''}.`,
  }),
  back: ({ params }) => back(params.clientId),
  drawsForm: false,
});

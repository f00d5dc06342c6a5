import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { cancelCharge } from '../commands/cancel-charge.server.ts';

export const loader = leadsTo((id) => `/charges/${id}`);

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => cancelCharge(ctx, idParam(params)),
  done: (row) => ({ to: `/charges/${row.id}`, flash: `“${row.label}” is taken back.` }),
  back: ({ params }) => `/charges/${params.id}`,
  drawsForm: false,
});

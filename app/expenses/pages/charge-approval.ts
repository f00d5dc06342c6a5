import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { approveCharge } from '../commands/approve-charge.server.ts';

export const loader = leadsTo((id) => `/charges/${id}`);

const said = ({ label, cadence, made }: { label: string; cadence: string; made: number }) =>
  cadence === 'once'
    ? `Approved: “${label}”. It goes on the next invoice.`
    : `Approved: “${label}”. ${made === 0 ? 'Nothing is due yet' : made === 1 ? '1 charge was due' : `${made} charges were due`}; the rest follows by itself.`;

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => approveCharge(ctx, idParam(params)),
  done: (row) => ({ to: `/charges/${row.id}`, flash: said(row) }),
  back: ({ params }) => `/charges/${params.id}`,
  drawsForm: false,
});

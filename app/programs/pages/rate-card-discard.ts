import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { discardRateCard } from '../commands/discard-rate-card.server.ts';

export const loader = leadsTo((id) => `/rate-card-imports/${id}`);

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => discardRateCard(ctx, idParam(params)),
  done: ({ clientId, fileName }) => ({
    to: `/programs/${clientId}`,
    flash: `${fileName} is discarded. Nothing of it was posted.`,
  }),
  back: ({ params }) => `/rate-card-imports/${params.id}`,
  drawsForm: false,
});

import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { formatDate } from '#app/values/week.ts';
import { postRateCard } from '../commands/post-rate-card.server.ts';

export const loader = leadsTo((id) => `/rate-card-imports/${id}`);

const number = (count: number) => count.toLocaleString('en');

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => postRateCard(ctx, idParam(params)),
  done: (posted, _input, { params }) => ({
    to: `/rate-card-imports/${params.id}`,
    flash: {
      tone: 'good',
      text: `The rate card is posted from ${formatDate(posted.effectiveFrom)} on: ${number(posted.new)} new, ${number(posted.changed)} changed, ${number(posted.same)} untouched.`,
      to: `/programs/${posted.clientId}/jobs`,
      toLabel: 'Jobs and rate card',
    },
  }),
  back: ({ params }) => `/rate-card-imports/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { beginReview } from '../commands/begin-review.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/scorecards/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => beginReview(ctx, idParam(params)),
  done: ({ id }) => ({
    to: `/scorecards/${id}`,
    flash: 'The review has begun. Values are entered and claims are made now.',
  }),
  back: ({ params }) => `/scorecards/${params.id}`,
  drawsForm: false,
});

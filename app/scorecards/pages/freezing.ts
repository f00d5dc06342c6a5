import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { freezeScorecard } from '../commands/freeze-scorecard.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/scorecards/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => freezeScorecard(ctx, idParam(params)),
  done: ({ id }) => ({ to: `/scorecards/${id}`, flash: 'The month is frozen.' }),
  back: ({ params }) => `/scorecards/${params.id}`,
  drawsForm: false,
});

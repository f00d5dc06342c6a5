import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { sendScorecard } from '../commands/send-scorecard.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/scorecards/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => sendScorecard(ctx, idParam(params)),
  done: ({ id }) => ({ to: `/scorecards/${id}`, flash: 'The client has it now and answers each level.' }),
  back: ({ params }) => `/scorecards/${params.id}`,
  drawsForm: false,
});

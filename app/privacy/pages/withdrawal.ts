import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { withdrawRequest } from '../commands/answer-request.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/privacy/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => withdrawRequest(ctx, idParam(params)),
  done: ({ id }) => ({ to: `/privacy/${id}`, flash: 'The request is taken back.' }),
  back: ({ params }) => `/privacy/${params.id}`,
  drawsForm: false,
});

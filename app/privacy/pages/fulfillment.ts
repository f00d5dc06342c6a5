import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { fulfillRequest } from '../commands/answer-request.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/privacy/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => fulfillRequest(ctx, idParam(params)),
  done: ({ id, kind }) => ({
    to: `/privacy/${id}`,
    flash: kind === 'erasure' ? 'The person is erased.' : 'The request is answered.',
  }),
  back: ({ params }) => `/privacy/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act, type PageArgs } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { endToken } from '../commands/end-token.server.ts';
import { nothingForm } from '../forms.ts';

const back = ({ params }: Pick<PageArgs, 'params'>) => `/directory/${params['organizationId']}`;

export const loader = leadsTo((id) => `/directory/${id}`, 'organizationId');

export const action = act({
  form: nothingForm,
  run: (ctx, _input, { params }) => endToken(ctx, idParam(params, 'organizationId'), idParam(params)),
  done: ({ label }, _input, args) => ({ to: back(args), flash: `The token «${label}» has ended.` }),
  back,
  drawsForm: false,
});

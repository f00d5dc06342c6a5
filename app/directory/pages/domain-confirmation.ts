import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act, type PageArgs } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { confirmDomain } from '../commands/confirm-domain.server.ts';
import { nothingForm } from '../forms.ts';

const back = ({ params }: Pick<PageArgs, 'params'>) => `/directory/${params['organizationId']}`;

export const loader = leadsTo((id) => `/directory/${id}`, 'organizationId');

export const action = act({
  form: nothingForm,
  run: (ctx, _input, { params }) => confirmDomain(ctx, idParam(params, 'organizationId'), idParam(params)),
  done: ({ domain, name }, _input, args) => ({
    to: back(args),
    flash: `${domain} is ${name}’s from now on.`,
  }),
  back,
  drawsForm: false,
});

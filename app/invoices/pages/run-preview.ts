import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { previewRun } from '../commands/preview-run.server.ts';
import { pressed } from '../forms.ts';
import { idParam } from '#app/platform/http/params.server.ts';

export const loader = leadsTo((id) => `/billing/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => previewRun(ctx, idParam(params)),
  done: (run) => ({ to: `/billing/${run.id}`, flash: 'This is what would be billed now.' }),
  back: ({ params }) => `/billing/${params.id}`,
  drawsForm: false,
});

import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { formatPeriod } from '#app/values/period.ts';
import { discardRun } from '../commands/discard-run.server.ts';
import { pressed } from '../forms.ts';

export const loader = leadsTo((id) => `/billing/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => discardRun(ctx, idParam(params)),
  done: (run) => ({
    to: '/billing',
    flash: `The run for ${formatPeriod(run)} is discarded. Nothing was posted; its time waits for the next run.`,
  }),
  back: ({ params }) => `/billing/${params.id}`,
  drawsForm: false,
});

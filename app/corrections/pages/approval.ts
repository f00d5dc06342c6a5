import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { issueCorrection } from '../commands/issue-correction.server.ts';
import { pressed } from '../forms.ts';
import { correctionRef } from '../reference.ts';

export const loader = leadsTo((id) => `/corrections/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => issueCorrection(ctx, idParam(params)),
  done: ({ id, number }) => ({
    to: `/corrections/${id}`,
    flash: `${correctionRef(number)} is issued, on both sides.`,
  }),
  back: ({ params }) => `/corrections/${params.id}`,
  drawsForm: false,
});

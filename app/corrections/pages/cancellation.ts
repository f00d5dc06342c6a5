import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { cancelCorrection } from '../commands/cancel-correction.server.ts';
import { pressed } from '../forms.ts';
import { correctionRef } from '../reference.ts';

export const loader = leadsTo((id) => `/corrections/${id}`);

export const action = act({
  form: pressed,
  run: (ctx, _input, { params }) => cancelCorrection(ctx, idParam(params)),
  done: ({ id, number }) => ({
    to: `/corrections/${id}`,
    flash: `${correctionRef(number)} is given up. Nothing of it was posted.`,
  }),
  back: ({ params }) => `/corrections/${params.id}`,
  drawsForm: false,
});

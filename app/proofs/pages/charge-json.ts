import { parseQuery } from '#app/platform/http/form.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainCharge } from '../charge-proof.server.ts';
import { sideQuery } from '../forms.ts';

export const loader = proofFile((ctx, { params, url }) =>
  explainCharge(ctx, params.chargeId, parseQuery(sideQuery, url).side),
);

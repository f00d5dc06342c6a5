import { parseQuery } from '#app/platform/http/form.server.ts';
import { proofPage } from '../answer.server.ts';
import { explainCharge } from '../charge-proof.server.ts';
import { sideQuery } from '../forms.ts';

export { ExplainedPage as default, proofMeta as meta } from '../parts/proof-page.tsx';

export const loader = proofPage((ctx, { params, url }) =>
  explainCharge(ctx, params.chargeId, parseQuery(sideQuery, url).side),
);

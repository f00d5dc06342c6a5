import { parseQuery } from '#app/platform/http/form.server.ts';
import { proofPage } from '../answer.server.ts';
import { explainSpend } from '../spend-proof.server.ts';
import { spendQuery } from '../spend-query.server.ts';

export { ExplainedPage as default, proofMeta as meta } from '../parts/proof-page.tsx';

export const loader = proofPage((ctx, { url }) => explainSpend(ctx, parseQuery(spendQuery, url)));

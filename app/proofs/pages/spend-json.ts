import { parseQuery } from '#app/platform/http/form.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainSpend } from '../spend-proof.server.ts';
import { spendQuery } from '../spend-query.server.ts';

export const loader = proofFile((ctx, { url }) => explainSpend(ctx, parseQuery(spendQuery, url)));

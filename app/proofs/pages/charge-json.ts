import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { explainCharge } from '../charge-proof.server.ts';
import { sideQuery } from '../forms.ts';
import { proofJson } from '../json.ts';

export const loader = file(async (ctx, { params, url }) => {
  const explained = found(await explainCharge(ctx, params.chargeId, parseQuery(sideQuery, url).side));
  return new Response(proofJson(explained), {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
});

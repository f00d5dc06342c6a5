import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { explainSpend } from '../spend-proof.server.ts';
import { spendQuery } from '../spend-query.server.ts';
import { proofJson } from '../json.ts';

export const loader = file(async (ctx, { url }) => {
  const explained = found(await explainSpend(ctx, parseQuery(spendQuery, url)));
  return new Response(proofJson(explained), {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
});

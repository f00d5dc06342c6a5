import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { explainAccrual } from '../accrual-proof.server.ts';
import { proofJson } from '../json.ts';

export const loader = file(async (ctx, { params }) => {
  const explained = found(await explainAccrual(ctx, idParam(params)));
  return new Response(proofJson(explained), {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
});

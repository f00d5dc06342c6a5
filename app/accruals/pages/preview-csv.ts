import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { computationOf, linesOf } from '../compute.server.ts';
import { computedCsv } from '../csv.server.ts';
import { previewQuery } from '../forms.ts';
import { largestLines } from '../queries.server.ts';

/** More computed lines than this are not handed out in one file; posted ones have no such limit. */
const LINES_LIMIT = 50_000;

export const loader = file(async (ctx, { url }) => {
  authorize(ctx, 'accrual.read');
  const { client, month } = parseQuery(previewQuery, url);
  if (!client || !month || ctx.actor.side !== 'msp') return redirect('/accruals');
  const computation = found(await computationOf(ctx, client, `${month}-01`));
  const { code, currency } = computation.program;
  const rows = await largestLines(ctx, linesOf(computation), LINES_LIMIT);
  return download(new Uint8Array(computedCsv(rows, { currency, withSupply: true })), {
    name: `accrual-preview-${code}-${month}.csv`,
    mediaType: CSV,
  });
});

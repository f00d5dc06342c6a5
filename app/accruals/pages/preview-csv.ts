import { redirect } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
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
  return new Response(new Uint8Array(computedCsv(rows, { currency, withSupply: true })), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="accrual-preview-${code}-${month}.csv"`,
    },
  });
});

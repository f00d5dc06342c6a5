import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { computationOf, linesOf } from '../compute.server.ts';
import { computedCsv, tallyOfLines } from '../csv.server.ts';
import { previewQuery } from '../forms.ts';
import { largestLines } from '../queries.server.ts';

/** More computed lines than this are not handed out in one file; posted ones have no such limit. */
const LINES_LIMIT = 50_000;

export const loader = exportFile(async (ctx, { url }) => {
  authorize(ctx, 'accrual.read');
  const { client, month } = parseQuery(previewQuery, url);
  if (!client || !month || ctx.actor.side !== 'msp') throw redirect('/accruals');
  const computation = found(await computationOf(ctx, client, `${month}-01`));
  const { code, currency } = computation.program;
  const columns = { currency, withSupply: true };
  const rows = await largestLines(ctx, linesOf(computation), LINES_LIMIT);
  const tally = tallyOfLines(columns);
  return {
    report: `the accrual of ${month} before it is posted`,
    ...{ name: `accrual-preview-${code}-${month}.csv`, mediaType: CSV, clientId: client, tally },
    content: computedCsv(rows, columns, tally),
  };
});

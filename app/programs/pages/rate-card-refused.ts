import { stringify } from 'csv-stringify/sync';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { csvCell } from '#app/values/text.ts';
import { ALL_REFUSALS, importOf, refusalsOf } from '../rate-card-queries.server.ts';

/** Every refused row of an import as CSV, in the order of the file. */
export const loader = file(async (ctx, { params }) => {
  const imported = found(await importOf(ctx, idParam(params)));
  authorize(ctx, 'program.read', imported);
  const refusals = await refusalsOf(ctx, imported.id, ALL_REFUSALS);
  const csv = stringify(
    refusals.map(({ rowNumber, rowText, reason }) => [rowNumber, csvCell(rowText), csvCell(reason)]),
    // Spreadsheet programs take a file without a byte order mark for something else than UTF-8.
    { header: true, columns: ['Row', 'Title', 'Why it was refused'], bom: true, record_delimiter: 'windows' },
  );
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="refused-rows.csv"',
    },
  });
});

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { csvText } from '#app/platform/files/csv.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ALL_REFUSALS, importOf, refusalsOf } from '../rate-card-queries.server.ts';

/** Every refused row of an import as CSV, in the order of the file. */
export const loader = file(async (ctx, { params }) => {
  const imported = found(await importOf(ctx, idParam(params)));
  authorize(ctx, 'program.read', imported);
  const refusals = await refusalsOf(ctx, imported.id, ALL_REFUSALS);
  const rows = refusals.map(({ rowNumber, rowText, reason }) => [rowNumber, rowText, reason]);
  return download(csvText([['Row', 'Title', 'Why it was refused'], ...rows]), {
    name: 'refused-rows.csv',
    mediaType: CSV,
  });
});

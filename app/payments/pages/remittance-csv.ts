import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { allLines, remittanceCsv } from '../remittance-files.server.ts';
import { remittanceOf } from '../remittances.server.ts';

export const loader = file(async (ctx, { params }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'remittance.read', remittance);
  return new Response(remittanceCsv(remittance, await allLines(ctx, remittance.id)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${remittance.reference}.csv"`,
    },
  });
});

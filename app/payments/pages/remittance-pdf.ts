import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { allLines } from '../remittance-files.server.ts';
import { remittancePdf } from '../remittance-pdf.server.ts';
import { remittanceOf } from '../remittances.server.ts';

export const loader = file(async (ctx, { params }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'remittance.read', remittance);
  const pdf = await remittancePdf(remittance, await allLines(ctx, remittance.id));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${remittance.reference}.pdf"`,
      'Content-Length': String(pdf.byteLength),
    },
  });
});

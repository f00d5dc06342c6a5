import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { JSON_TYPE, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { allLines, remittanceJson } from '../remittance-files.server.ts';
import { remittanceOf } from '../remittances.server.ts';

export const loader = file(async (ctx, { params }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'remittance.read', remittance);
  return download(remittanceJson(remittance, await allLines(ctx, remittance.id)), {
    name: `${remittance.reference}.json`,
    mediaType: JSON_TYPE,
  });
});

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { JSON_TYPE } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { allLines, remittanceJson } from '../remittance-files.server.ts';
import { remittanceOf } from '../remittances.server.ts';

export const loader = exportFile(async (ctx, { params }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'remittance.read', remittance);
  const { reference, clientId } = remittance;
  return {
    report: `the advice of ${reference}`,
    ...{ name: `${reference}.json`, mediaType: JSON_TYPE, clientId },
    ...remittanceJson(remittance, await allLines(ctx, remittance.id)),
  };
});

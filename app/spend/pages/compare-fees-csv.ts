import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { comparisonCsv } from '../compare-csv.server.ts';
import { compareFees, comparedProgram, firstModel } from '../compare.server.ts';
import { readComparison } from '../compare-forms.ts';

export const loader = exportFile(async (ctx, { params, url }) => {
  const program = found(await comparedProgram(ctx, idParam(params, 'clientId')));
  const { clientId } = program;
  authorize(ctx, 'feeComparison.read', { clientId, supplierId: ctx.actor.supplierId });
  const read = readComparison(url, firstModel(ctx, program));
  const compared = found(read.ok ? await compareFees(ctx, clientId, read.alternative) : null);
  return {
    report: 'fees under another model',
    ...{ name: 'fees-under-another-model.csv', mediaType: CSV, clientId },
    ...comparisonCsv(compared),
  };
});

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { reconciliationCsv } from '../reconciliation-csv.server.ts';
import { reconciliationOf } from '../reconciliation.server.ts';

/** The reconciliation of a run for whoever keeps it as evidence. */
export const loader = exportFile(async (ctx, { params }) => {
  authorize(ctx, 'billing.read');
  const { run, program, groups } = found(await reconciliationOf(ctx, idParam(params)));
  if (!groups) throw redirect(`/billing/${run.id}`);
  const by = `${ctx.actor.name}, ${ctx.actor.organizationName}`;
  const name = `reconciliation-${program.code}-${run.endsOn}.csv`;
  return {
    report: 'how a billing run reconciles',
    ...{ name, mediaType: CSV, clientId: program.clientId },
    content: reconciliationCsv({ run, program, groups }, { by, at: ctx.now }),
  };
});

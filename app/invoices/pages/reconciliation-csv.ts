import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { reconciliationCsv } from '../reconciliation-csv.server.ts';
import { reconciliationOf } from '../reconciliation.server.ts';

/** The reconciliation of a run for whoever keeps it as evidence. */
export const loader = file(async (ctx, { params }) => {
  authorize(ctx, 'billing.read');
  const { run, program, groups } = found(await reconciliationOf(ctx, idParam(params)));
  if (!groups) throw redirect(`/billing/${run.id}`);
  const by = `${ctx.actor.name}, ${ctx.actor.organizationName}`;
  return download(reconciliationCsv({ run, program, groups }, { by, at: ctx.now }), {
    name: `reconciliation-${program.code}-${run.endsOn}.csv`,
    mediaType: CSV,
  });
});

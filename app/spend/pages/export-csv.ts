import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { flashHeader } from '#app/platform/http/flash.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { monthOf } from '#app/values/week.ts';
import { EXPORT_LIMIT, spendCsv } from '../export.server.ts';
import { dashboardQuery } from '../forms.ts';
import { windowOf } from '../months.ts';
import { coverageOf } from '../queries.server.ts';
import { scopeOf } from '../scope.server.ts';

export const loader = exportFile(async (ctx, { url }) => {
  authorize(ctx, 'spend.read');
  const query = parseQuery(dashboardQuery, url);
  const scope = found(await scopeOf(ctx, query));
  const { data: covered } = await coverageOf(ctx, scope);
  const months = windowOf(query.period, covered, monthOf(ctx.now.toISOString().slice(0, 10)));
  const spend = await spendCsv(ctx, scope, query, months);
  if (spend === null) {
    const text = `That is more than ${EXPORT_LIMIT} rows. Narrow it first, then export.`;
    throw redirect(`/spend${url.search}`, {
      headers: { 'Set-Cookie': await flashHeader({ tone: 'attention', text }) },
    });
  }
  return {
    report: 'spend',
    ...{ name: `${scope.view}-${months.from}-to-${months.to}.csv`, mediaType: CSV, clientId: scope.clientId },
    ...spend,
  };
});

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { accessCsv, tallyOfAccess } from '../access-csv.server.ts';
import { organizationName } from '../access-list.server.ts';
import { accessQuery } from '../forms.ts';

/** Everybody with every role, as CSV for whoever reviews access. */
export const loader = exportFile(
  async (ctx, { url }) => {
    authorize(ctx, 'accessReview.read');
    const { organization } = parseQuery(accessQuery, url);
    const filter = organization ? found(await organizationName(ctx, organization)) : 'all organizations';
    const preface = { by: `${ctx.actor.name}, ${ctx.actor.organizationName}`, at: ctx.now, filter };
    const tally = tallyOfAccess();
    return {
      report: 'who may do what',
      ...{ name: `access-${ctx.now.toISOString().slice(0, 10)}.csv`, mediaType: CSV, tally },
      content: (inTransaction) => accessCsv(inTransaction, organization, preface, tally),
    };
  },
  { isCopyOfAll: true },
);

import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { entriesCsv, tallyOfEntries } from '../entries-csv.server.ts';
import { entriesQuery } from '../forms.ts';
import { programOf } from '../programs.server.ts';

/** The entries as CSV. */
export const loader = exportFile(
  async (ctx, { url }) => {
    authorize(ctx, 'ledger.read');
    const query = parseQuery(entriesQuery, url);
    const program = query.client ? found(await programOf(ctx, query.client)) : null;
    const name = ['ledger', program?.code ?? 'all', query.month].filter(Boolean).join('-');
    const tally = tallyOfEntries();
    return {
      report: 'the ledger',
      ...{ name: `${name}.csv`, mediaType: CSV, clientId: query.client, tally },
      content: (inTransaction) => entriesCsv(inTransaction, query, tally),
    };
  },
  { isCopyOfAll: true },
);

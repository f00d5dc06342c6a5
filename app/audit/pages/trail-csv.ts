import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { trailQuery } from '../forms.ts';
import { tallyOfEvents, trailCsv } from '../trail-csv.server.ts';
import { namesOfFilters } from '../trail.server.ts';
import { filterSentence } from '../words.ts';

/** The trail as CSV. */
export const loader = exportFile(
  async (ctx, { url }) => {
    authorize(ctx, 'audit.read');
    const query = parseQuery(trailQuery, url);
    const names = await namesOfFilters(ctx, query);
    const filter = filterSentence(query, names);
    const clientId = names.client === null ? null : query.client;
    const preface = { by: `${ctx.actor.name}, ${ctx.actor.organizationName}`, at: ctx.now, filter };
    const tally = tallyOfEvents();
    return {
      report: 'the audit trail',
      ...{ name: `audit-${ctx.now.toISOString().slice(0, 10)}.csv`, mediaType: CSV, clientId },
      ...{ tally, content: (inTransaction) => trailCsv(inTransaction, query, preface, tally) },
    };
  },
  { isCopyOfAll: true },
);

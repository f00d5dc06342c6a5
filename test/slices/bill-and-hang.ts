import { connect } from '#db/connection.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext } from '#app/platform/context.server.ts';

/*
 * A process that begins a billing run and then stands still in the middle of it, for crash.test.ts to kill.
 * node --import tsx bill-and-hang.ts <database url> <actor as JSON> <run> <step to stand still at> <date>
 */
const [url = '', actor = '', runId = '', stopAt = '', date = ''] = process.argv.slice(2);
const database = connect(url, { max: 2, name: `hanging-${runId}` });
const surroundings = { database, now: new Date(date), requestId: 'crash', baseUrl: 'http://muster.test' };

await withContext(surroundings, JSON.parse(actor) as Actor, (ctx) =>
  billRun(ctx, runId, async (step) => {
    if (step !== stopAt) return;
    console.log('standing still');
    await new Promise((resolve) => setTimeout(resolve, 120_000));
  }),
);

import { connect } from '#db/connection.ts';
import { finalizeBillingRun } from '#app/invoices/jobs.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import { NOW } from './product.ts';

/**
 * Run by test/bench/at-once.ts: `tsx finalize.ts <database url> <jobs>`. Works through every run that waits, with so many
 * jobs on each at the same moment, as workers of several processes would. Prints the seconds it took.
 */
const [url = '', jobs = '1'] = process.argv.slice(2);
// A job holds one connection for the run and takes another to tell how far it is.
const workers = Array.from({ length: Number(jobs) }, () => connect(url, { max: 2 }));
const [first] = workers;
const runs = first
  ? await first.sql<
      { id: string }[]
    >`select id from billing_run where status = 'previewed' order by client_id`
  : [];
const config = readConfig({ NODE_ENV: 'production' });
const started = performance.now();
for (const { id: runId } of runs) {
  await Promise.all(
    workers.map((database) =>
      finalizeBillingRun.run(
        { database, now: NOW, requestId: 'bench', baseUrl: 'http://localhost', config },
        { runId },
      ),
    ),
  );
}
process.stdout.write(String((performance.now() - started) / 1000));
await Promise.all(workers.map((database) => database.close()));

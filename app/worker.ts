import { fileURLToPath } from 'node:url';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { accessJobs, accessSchedules } from './access/jobs.server.ts';
import { applyRevisions, startAndEndAssignments } from './assignments/public.server.ts';
import { auditJobs, auditSchedules } from './audit/jobs.server.ts';
import { expenseJobs, expenseSchedules } from './expenses/jobs.server.ts';
import { invoiceJobs, invoiceSchedules } from './invoices/jobs.server.ts';
import { paymentJobs, paymentSchedules } from './payments/jobs.server.ts';
import { baseUrlOf, readConfig } from './platform/config/config.server.ts';
import { peopleJobs, peopleSchedules } from './people/jobs.server.ts';
import { insistOnKeys } from './platform/crypto/keyring.server.ts';
import { insistOnSafeSettings } from './platform/config/safe-settings.server.ts';
import type { Job, Schedule } from './platform/jobs/jobs.server.ts';
import { runWorker } from './platform/jobs/run-worker.server.ts';
import { deliverMail } from './platform/mail/deliver-mail.server.ts';
import { log } from './platform/observability/log.server.ts';
import { privacyJobs, privacySchedules } from './privacy/jobs.server.ts';
import { endSubmittals, expireOffers } from './submittals/public.server.ts';

/** Every kind of background work. */
export const jobs: Job[] = [
  ...accessJobs,
  applyRevisions,
  deliverMail,
  endSubmittals,
  expireOffers,
  startAndEndAssignments,
  ...auditJobs,
  ...expenseJobs,
  ...invoiceJobs,
  ...paymentJobs,
  ...peopleJobs,
  ...privacyJobs,
];

/** What runs by the clock, in cron's five fields, UTC. */
export const schedules: Schedule[] = [
  ...accessSchedules,
  { job: startAndEndAssignments.name, cron: '10 * * * *' },
  { job: applyRevisions.name, cron: '15 * * * *' },
  { job: expireOffers.name, cron: '20 * * * *' },
  ...auditSchedules,
  ...expenseSchedules,
  ...invoiceSchedules,
  ...paymentSchedules,
  ...peopleSchedules,
  ...privacySchedules,
];

/** `npm run worker`: works on jobs beside the web process, any number of them. */
async function main() {
  const config = readConfig();
  insistOnKeys(config);
  if (config.production) insistOnSafeSettings();
  const url = await databaseUrl();
  await migrate(url);
  const database = connect(url, { max: 6, name: 'muster-worker' });
  const runner = await runWorker(jobs, schedules, { database, config, baseUrl: baseUrlOf(config) });
  log('info', 'worker ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void runner.stop().then(() => database.close());
    });
  }
  await runner.promise;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

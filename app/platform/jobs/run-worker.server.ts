import { randomUUID } from 'node:crypto';
import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import { log, stackOf } from '../observability/log.server.ts';
import type { Job, JobSurroundings, Schedule } from './jobs.server.ts';

const CONCURRENCY = 2;

/** The queue's own chatter stays out of the log; failures of jobs are logged where they happen. */
const quiet = new Logger(() => (level, message) => {
  if (String(level) === 'error') log('error', message);
});

/**
 * Works on background jobs until stopped. Any number of processes may do so at once.
 * @param surroundings everything but the time and the request id, which are each job's own
 */
export function runWorker(
  jobs: Job[],
  schedules: Schedule[],
  surroundings: Omit<JobSurroundings, 'now' | 'requestId'>,
): Promise<Runner> {
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (payload, helpers) => {
      const requestId = `job-${helpers.job.id}-${randomUUID().slice(0, 8)}`;
      try {
        await job.run({ ...surroundings, now: new Date(), requestId }, job.payload.parse(payload));
      } catch (error) {
        log('error', 'job failed', {
          job: job.name,
          attempt: helpers.job.attempts,
          requestId,
          stack: stackOf(error),
        });
        throw error;
      }
    };
  }
  return run({
    connectionString: surroundings.database.url,
    concurrency: CONCURRENCY,
    taskList,
    crontab: schedules.map(({ job, cron }) => `${cron} ${job}`).join('\n'),
    noHandleSignals: true,
    pollInterval: 2000,
    logger: quiet,
  });
}

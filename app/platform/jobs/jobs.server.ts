import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Surroundings, Context } from '../context.server.ts';
import type { Config } from '../config/config.server.ts';

/** What a job may use. Time is read per job, so that a long-lived worker does not live in the past. */
export type JobSurroundings = Surroundings & { config: Config };

export type Job<S extends z.ZodType = z.ZodType> = {
  name: string;
  /** Ids, not objects: a job reads what is true when it runs. */
  payload: S;
  /** Times it is tried in all before it is left for a person to look at. */
  maxAttempts: number;
  // A method, so that jobs of different payloads fit in one table.
  run(surroundings: JobSurroundings, payload: z.output<S>): Promise<void>;
};

export const defineJob = <S extends z.ZodType>(job: Job<S>): Job<S> => job;

/**
 * Queues a job in the caller's transaction: it exists if and only if the transaction commits.
 * @param key of two waiting jobs with one key only the later is kept
 */
export async function enqueue<S extends z.ZodType>(
  ctx: Context,
  job: Pick<Job<S>, 'name' | 'payload' | 'maxAttempts'>,
  payload: z.input<S>,
  key: string | null = null,
): Promise<void> {
  const body = JSON.stringify(job.payload.parse(payload));
  await ctx.db.execute(sql`select app.enqueue(${job.name}, ${body}::json, ${key}, ${job.maxAttempts})`);
}

/** A job with a clock of its own, in cron's five fields, UTC. */
export type Schedule = { job: string; cron: string };

export const noPayload = z.object({}).loose();

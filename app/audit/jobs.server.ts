import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { auditCheck } from '#db/schema/index.ts';
import { defineJob, noPayload, type Job, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { log } from '#app/platform/observability/log.server.ts';
import type { Surroundings } from '#app/platform/context.server.ts';
import { anchorFile } from './anchor-file.server.ts';
import { anchorTrail } from './anchor.server.ts';
import { sealTrail } from './seal.server.ts';
import { verifyTrail, type Verified } from './verify.server.ts';

/** Gives what happened in the last minute its place in the chains. A second run finds nothing left. */
export const sealEvents = defineJob({
  name: 'seal-events',
  payload: noPayload,
  maxAttempts: 3,
  run: async (surroundings) => {
    await sealTrail(surroundings);
  },
});

/** Carries the heads outside: every night, and when somebody asks. */
export const anchorHeads = defineJob({
  name: 'anchor-heads',
  payload: z.object({ by: z.string().max(240).default('Muster') }).loose(),
  maxAttempts: 5,
  run: async (surroundings, { by }) => {
    await anchorTrail(surroundings, by, anchorFile());
  },
});

/** Recomputes the whole trail every night, and keeps what was found for the auditor's page. */
export const checkTrail = defineJob({
  name: 'check-trail',
  payload: noPayload,
  maxAttempts: 2,
  run: async (surroundings) => {
    const verified = await verifyTrail(surroundings.database, { anchors: anchorFile() });
    await keepCheck(surroundings, verified);
    if (verified.findings.count > 0)
      log('error', 'the audit trail is not what was sealed', { differences: verified.findings.count });
  },
});

/** Of each chain so many differences are kept in words. */
const SENTENCES_KEPT = 20;

/** One row for each chain: how far it reached, and what was found. */
export async function keepCheck(surroundings: Surroundings, verified: Verified): Promise<void> {
  const { findings, chains } = verified;
  const reached = new Map(chains.map(({ chain, position }) => [chain, position]));
  for (const chain of findings.byChain.keys()) if (!reached.has(chain)) reached.set(chain, 0);
  if (reached.size === 0) return;
  const checkId = randomUUID();
  await asSystem(surroundings, (ctx) =>
    ctx.db.insert(auditCheck).values(
      [...reached].map(([chain, position]) => ({
        ...{ checkId, chain, position },
        checkedAt: ctx.now,
        differences: findings.byChain.get(chain) ?? 0,
        sentences: findings.told
          .filter((difference) => difference.chain === chain)
          .slice(0, SENTENCES_KEPT)
          .map(({ sentence }) => sentence),
        anchored: (verified.anchorsOfFile ?? 0) > 0,
      })),
    ),
  );
}

/** For app/worker.ts. */
export const auditJobs: Job[] = [sealEvents, anchorHeads, checkTrail];
export const auditSchedules: Schedule[] = [
  { job: sealEvents.name, cron: '* * * * *' },
  { job: anchorHeads.name, cron: '0 3 * * *' },
  { job: checkTrail.name, cron: '30 3 * * *' },
];

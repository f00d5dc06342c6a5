import { inArray, sql } from 'drizzle-orm';
import { bankAccount as bankAccountTable } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { defineJob, noPayload, type Job, type Schedule } from '#app/platform/jobs/jobs.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { bankReplaced } from './events.ts';
import { bankAccount } from './lifecycle.ts';
import { releaseSelfBills } from './payable.server.ts';

/** 200,000 statements that become payable in one hour are a fault somewhere else. */
const MAX_BATCHES = 100;

/** Makes payable what has become due, in every program, by its own calendar. A second run finds nothing left. */
export const releasePayables = defineJob({
  name: 'release-payables',
  payload: noPayload,
  maxAttempts: 5,
  run: async (surroundings) => {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1)
      if ((await asSystem(surroundings, (ctx) => releaseSelfBills(ctx))) === 0) break;
  },
});

/** Takes an account out of use once a newer one of the same owner has cooled off. */
export const replaceAccounts = defineJob({
  name: 'replace-bank-accounts',
  payload: noPayload,
  maxAttempts: 5,
  run: (surroundings) => asSystem(surroundings, replaceOldAccounts),
});

export async function replaceOldAccounts(ctx: Context): Promise<void> {
  const replaced = await transitionAll(
    ctx,
    bankAccount,
    'replace',
    sql`exists (select from bank_account n where n.supplier_id = "bank_account"."supplier_id" and n.status = 'confirmed'
      and n.usable_from > "bank_account"."usable_from" and n.usable_from <= ${ctx.now.toISOString()}::timestamptz)`,
  );
  if (replaced.length === 0) return;
  const owners = await ctx.db
    .select({ id: bankAccountTable.id, supplierId: bankAccountTable.supplierId })
    .from(bankAccountTable)
    .where(inArray(bankAccountTable.id, replaced));
  await recordEvents(
    ctx,
    owners.map(({ id, supplierId }) => bankReplaced({ subjectId: id, supplierId, facts: {} })),
  );
}

/** For app/worker.ts. */
export const paymentJobs: Job[] = [releasePayables, replaceAccounts];
export const paymentSchedules: Schedule[] = [
  { job: releasePayables.name, cron: '5 * * * *' },
  { job: replaceAccounts.name, cron: '15 * * * *' },
];

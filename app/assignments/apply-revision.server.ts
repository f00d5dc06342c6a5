import { inArray } from 'drizzle-orm';
import { assignmentPay, assignmentRate } from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { systemActor } from '#app/platform/jobs/system-actor.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { revisionApplied } from './events.ts';
import { revision } from './lifecycle.ts';
import { assignmentOf, type AssignmentFacts } from './queries.server.ts';
import { billInForce, payInForce } from './rates.server.ts';
import { asRange, billRows, payCodes, payRatesFrom, supersededFrom } from './rates.ts';
import { revisedPayOf, stepsOfRevision, type RevisionFacts } from './revisions.server.ts';

/**
 * Puts the rates of an accepted revision in force. Rows that reach past its first day are superseded, never changed:
 * what they said before that day is written again, and from that day on the new rates stand. What was billed already
 * at superseded rates stays billed; a correction makes the difference good.
 */
export function applyRevision(ctx: Context, row: RevisionFacts): Promise<Result<RevisionFacts>> {
  return asTheProgram(ctx, 'a supplier accepts, but does not write what is billed', async () => {
    // Whatever crosses the wall again in there comes back to the program's side, not to the supplier's.
    const inside = { ...ctx, actor: systemActor };
    const assignment = await assignmentOf(inside, row.assignmentId);
    if (!assignment) throw new Error('a revision without its assignment');
    const applied = await transition(inside, revision, row, 'apply');
    if (!applied.ok) return applied;
    const payRate = await revisedPayOf(inside, row.id);
    await supersedeBill(inside, row, assignment, payRate);
    if (payRate !== null) await supersedePay(inside, row, payRate);
    const { id: subjectId, clientId, supplierId, number, effectiveFrom } = row;
    await recordEvent(
      ctx,
      revisionApplied({ subjectId, clientId, supplierId, facts: { number, effectiveFrom } }),
    );
    return ok(applied.value);
  });
}

async function supersedeBill(
  ctx: Context,
  { id: revisionId, clientId, supplierId, assignmentId, effectiveFrom, billRate }: RevisionFacts,
  assignment: AssignmentFacts,
  payRate: string | null,
): Promise<void> {
  const fresh = await stepsOfRevision(ctx, assignment, { effectiveFrom, billRate, payRate });
  const inForce = (await billInForce(ctx, assignmentId)).map((row) => ({ ...row, from: row.since }));
  const superseded = supersededFrom(inForce, effectiveFrom);
  await ctx.db
    .update(assignmentRate)
    .set({ supersededAt: ctx.now })
    .where(
      inArray(
        assignmentRate.id,
        superseded.map(({ row }) => row.id),
      ),
    );
  const owner = { clientId, supplierId, assignmentId };
  const kept = superseded.flatMap(({ row, keeps }) => {
    const { payCode, billRate: rate, cardMaxBillRate, rateCardEntryId, agreementId } = row;
    if (!keeps) return [];
    const same = { payCode, billRate: rate, cardMaxBillRate, rateCardEntryId, agreementId };
    return [{ ...owner, ...same, revisionId: row.revisionId, effective: asRange(keeps) }];
  });
  const added = billRows(fresh.steps, fresh.allowed).map((row) => ({
    ...{ ...owner, ...row, revisionId, agreementId: fresh.agreementId },
    rateCardEntryId: fresh.card?.rateCardEntryId ?? null,
  }));
  await ctx.db.insert(assignmentRate).values([...kept, ...added]);
}

async function supersedePay(
  ctx: Context,
  { id: revisionId, supplierId, assignmentId, effectiveFrom }: RevisionFacts,
  payRate: string,
): Promise<void> {
  const inForce = (await payInForce(ctx, assignmentId)).map((row) => ({ ...row, from: row.since }));
  const superseded = supersededFrom(inForce, effectiveFrom);
  if (superseded.length > 0)
    await ctx.db
      .update(assignmentPay)
      .set({ supersededAt: ctx.now })
      .where(
        inArray(
          assignmentPay.id,
          superseded.map(({ row }) => row.id),
        ),
      );
  const rates = payRatesFrom(payRate);
  const kept = superseded.flatMap(({ row, keeps }) =>
    keeps
      ? [
          {
            payCode: row.payCode,
            payRate: row.payRate,
            revisionId: row.revisionId,
            effective: asRange(keeps),
          },
        ]
      : [],
  );
  const added = payCodes.map((payCode) => ({
    ...{ payCode, payRate: rates[payCode], revisionId },
    effective: `[${effectiveFrom},)`,
  }));
  await ctx.db
    .insert(assignmentPay)
    .values([...kept, ...added].map((row) => ({ ...row, supplierId, assignmentId })));
}

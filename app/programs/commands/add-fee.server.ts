import { eq, sql } from 'drizzle-orm';
import { feeSchedule, program } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { asRange } from '../effective.ts';
import { feeAdded, feeEnded } from '../events.ts';
import type { FeeInput } from '../fee-forms.ts';
import { capGoesWithLines, suppliersKeepSomething } from '../fee-rules.ts';
import { programOf } from '../public.server.ts';
import { feeOf, feesOfProgram, suppliersOfProgram, type FeeRow } from '../queries.server.ts';
import { endsNoEarlierThanItStarts, feeLabelIsFree, feeToEnd } from '../rules.ts';

/**
 * Adds a fee to a program. One that runs under the same label is ended the day before, but only where that was asked for.
 * Refuses: `Invalid` where a fee of this label runs on any of its days, where it is for a supplier that is not enrolled,
 * and where suppliers would bear more than the whole.
 */
export async function addFee(ctx: Context, clientId: string, input: FeeInput): Promise<Result<FeeRow>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });

  // One at a time: what the rules look at stays as it is until this is done.
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
  const already = await feeOf(ctx, clientId, input.id);
  if (already) return ok(already);

  const wanted = feeFrom(input);
  const { id, label, supplierId, startsOn } = wanted;
  const suppliers = supplierId === null ? [] : await suppliersOfProgram(ctx, clientId);
  const supplier = suppliers.find((one) => one.supplierId === supplierId);
  const others = await feesOfProgram(ctx, clientId);
  const sameLabel = others.filter((fee) => fee.label === label && fee.supplierId === supplierId);
  const ending = input.endRunning ? feeToEnd(sameLabel, startsOn) : undefined;
  const beside = <F extends FeeRow>(fees: F[]) => fees.filter((fee) => fee !== ending);
  const problems = [
    ...endsNoEarlierThanItStarts(wanted),
    ...feeLabelIsFree(beside(sameLabel), wanted),
    ...suppliersKeepSomething(beside(others), wanted),
    ...capGoesWithLines(input),
    ...(supplierId !== null && !supplier
      ? [problem('supplierId', 'This supplier is not enrolled here. Choose another.')]
      : []),
  ];
  if (problems.length > 0) return invalid(...problems);

  if (ending) await endFeeOn(ctx, clientId, ending, addDays(startsOn, -1));
  const { funding, fraction, rounding, capPerHour, endsOn } = wanted;
  await ctx.db.insert(feeSchedule).values({
    ...{ id, clientId, label, funding, fraction, supplierId, rounding, capPerHour },
    effective: asRange({ startsOn, endsOn }),
  });
  const facts = { feeId: id, label, funding, fraction, startsOn, endsOn };
  await recordEvent(ctx, feeAdded({ subjectId: clientId, clientId, facts }));
  return ok({ ...wanted, supplierName: supplier?.name ?? null });
}

const feeFrom = (input: FeeInput): FeeRow => ({
  id: input.id,
  label: input.label,
  funding: input.funding,
  fraction: input.percent,
  supplierId: input.supplierId ?? null,
  supplierName: null,
  rounding: input.rounding,
  capPerHour: input.capPerHour ?? null,
  startsOn: input.startsOn,
  endsOn: input.endsOn ?? null,
});

/** Ends a fee after a day, and says so. */
export async function endFeeOn(ctx: Context, clientId: string, fee: FeeRow, endsOn: string): Promise<void> {
  await ctx.db
    .update(feeSchedule)
    .set({ effective: sql`${asRange({ startsOn: fee.startsOn, endsOn })}::daterange` })
    .where(eq(feeSchedule.id, fee.id));
  const facts = { feeId: fee.id, label: fee.label, endsOn };
  await recordEvent(ctx, feeEnded({ subjectId: clientId, clientId, facts }));
}

import { eq, sql } from 'drizzle-orm';
import { feeSchedule, program } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { asRange, type Effective } from '../effective.ts';
import { feeAdded, feeEnded } from '../events.ts';
import type { FeeInput } from '../forms.ts';
import { programOf } from '../public.server.ts';
import { feeOf, feesWithLabel, type FeeRow } from '../queries.server.ts';
import { endsNoEarlierThanItStarts, feeLabelIsFree, feeToEnd } from '../rules.ts';

/**
 * Adds a fee to a program. One that runs under the same label is ended the day before, but only where that was asked for.
 * Refuses: `Invalid` where a fee of this label runs on any of its days.
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

  const { id, label, funding, percent: fraction, startsOn } = input;
  const wanted: Effective = { startsOn, endsOn: input.endsOn ?? null };
  const sameLabel = await feesWithLabel(ctx, clientId, label);
  const ending = input.endRunning ? feeToEnd(sameLabel, startsOn) : undefined;
  const problems = [
    ...endsNoEarlierThanItStarts(wanted),
    ...feeLabelIsFree(
      sameLabel.filter((fee) => fee !== ending),
      wanted,
    ),
  ];
  if (problems.length > 0) return invalid(...problems);

  if (ending) await endFeeOn(ctx, clientId, ending, addDays(startsOn, -1));
  await ctx.db
    .insert(feeSchedule)
    .values({ id, clientId, label, funding, fraction, effective: asRange(wanted) });
  const facts = { feeId: id, label, funding, fraction, ...wanted };
  await recordEvent(ctx, feeAdded({ subjectId: clientId, clientId, facts }));
  return ok({ id, label, funding, fraction, ...wanted });
}

/** Ends a fee after a day, and says so. */
export async function endFeeOn(ctx: Context, clientId: string, fee: FeeRow, endsOn: string): Promise<void> {
  await ctx.db
    .update(feeSchedule)
    .set({ effective: sql`${asRange({ startsOn: fee.startsOn, endsOn })}::daterange` })
    .where(eq(feeSchedule.id, fee.id));
  const facts = { feeId: fee.id, label: fee.label, endsOn };
  await recordEvent(ctx, feeEnded({ subjectId: clientId, clientId, facts }));
}

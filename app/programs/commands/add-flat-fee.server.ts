import { eq } from 'drizzle-orm';
import { flatFee, program } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { asRange } from '../effective.ts';
import { flatFeeAdded } from '../events.ts';
import type { FlatFeeInput } from '../fee-forms.ts';
import { activeWorkerIsSaid, flatFeeIsFree } from '../fee-rules.ts';
import { flatFeeOf, flatFeesOfProgram, type FlatFeeRow } from '../flat-fee-queries.server.ts';
import { programOf } from '../public.server.ts';
import { endsNoEarlierThanItStarts } from '../rules.ts';

/**
 * Adds a fee that does not hang on an hour. A set-up fee is for one day: it stands on the invoice of that month alone.
 * Refuses: `Invalid` where one of its kind and label is in force on any of its days.
 */
export async function addFlatFee(
  ctx: Context,
  clientId: string,
  input: FlatFeeInput,
): Promise<Result<FlatFeeRow>> {
  const facts = await programOf(ctx, clientId);
  if (!facts) return missing();
  authorize(ctx, 'program.configure', { clientId });

  // One at a time: what the rules look at stays as it is until this is done.
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
  const already = await flatFeeOf(ctx, clientId, input.id);
  if (already) return ok(already);

  const wanted = flatFeeFrom(input);
  const { startsOn, endsOn, label, component, amountMinor } = wanted;
  const sameLabel = (await flatFeesOfProgram(ctx, clientId)).filter(
    (fee) => fee.label === label && fee.component === component,
  );
  const problems = [
    ...endsNoEarlierThanItStarts(wanted),
    ...activeWorkerIsSaid(input),
    ...flatFeeIsFree(sameLabel, wanted),
  ];
  if (problems.length > 0) return invalid(...problems);

  const { id, activeWorker, yearlyIndexation } = wanted;
  await ctx.db.insert(flatFee).values({
    ...{ id, clientId, label, component, amountMinor, activeWorker, yearlyIndexation },
    effective: asRange({ startsOn, endsOn }),
  });
  const amount = formatMoney(amountMinor, facts.currency);
  await recordEvent(
    ctx,
    flatFeeAdded({ subjectId: clientId, clientId, facts: { feeId: id, label, amount, startsOn } }),
  );
  return ok(wanted);
}

function flatFeeFrom(input: FlatFeeInput): FlatFeeRow {
  const { id, label, component, amountMinor, startsOn } = input;
  return {
    ...{ id, label, component, amountMinor, startsOn },
    activeWorker: component === 'per_active_worker' ? (input.activeWorker ?? null) : null,
    yearlyIndexation: component === 'set_up' ? '0' : (input.yearlyIndexation ?? '0'),
    endsOn: component === 'set_up' ? startsOn : (input.endsOn ?? null),
  };
}

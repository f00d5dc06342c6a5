import { budget } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { costCentersOf, programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { budgetSet } from '../events.ts';
import type { BudgetInput } from '../forms.ts';

export type BudgetSet = BudgetInput & { code: string };

/** Sets a cost center's budget of a year; one that stands is replaced, and the timeline keeps both. */
export async function setBudget(ctx: Context, input: BudgetInput): Promise<Result<BudgetSet>> {
  const { clientId, costCenterId, year, amount } = input;
  const program = await programOf(ctx, clientId);
  if (!program) return missing();
  authorize(ctx, 'budget.set', program);
  const center = (await costCentersOf(ctx, clientId)).find((one) => one.id === costCenterId);
  if (!center)
    return invalid(problem('costCenterId', 'This cost center is not one of the program. Choose another.'));
  const row = { amountMinor: amount, updatedAt: ctx.now };
  await ctx.db
    .insert(budget)
    .values({ clientId, costCenterId, year, ...row })
    .onConflictDoUpdate({ target: [budget.clientId, budget.costCenterId, budget.year], set: row });
  const facts = { costCenter: center.code, year, amountMinor: amount, currency: program.currency };
  await recordEvent(ctx, budgetSet({ subjectId: costCenterId, clientId, facts }));
  return ok({ ...input, code: center.code });
}

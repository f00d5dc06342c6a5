import { budgetsOf, type CenterBudget } from '#app/purchase-orders/public.server.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { SpendScope } from './scope.server.ts';

export type YearBudget = { clientId: string; year: number; centers: CenterBudget[] };

/**
 * The budgets of one program beside what was billed, for the year that is looked at; null where all programs are looked
 * at together, on the suppliers' side of the money, and where no budget is set.
 * @param month the last month looked at, `2026-11`
 */
export async function budgetOfYear(
  ctx: Context,
  scope: SpendScope,
  month: string,
): Promise<YearBudget | null> {
  if (!scope.clientId || scope.view !== 'spend' || !mayDo(ctx.actor, 'purchaseOrder.read')) return null;
  const year = Number(month.slice(0, 4));
  const centers = await budgetsOf(ctx, scope.clientId, year);
  const budgeted = centers.filter(({ budgetMinor }) => budgetMinor !== null);
  return budgeted.length === 0 ? null : { clientId: scope.clientId, year, centers: budgeted };
}

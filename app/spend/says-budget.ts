import { formatMoney } from '#app/values/money.ts';
import { shareOf } from './says.ts';

export type Budgeted = { code: string; name: string; budgetMinor: number | null; spentMinor: number };

/** How much of the year's budgets is used, and which cost center has used most of its own. */
export function saysBudget(year: number, centers: Budgeted[], currency: string): string {
  const budget = centers.reduce((sum, { budgetMinor }) => sum + (budgetMinor ?? 0), 0);
  const spent = centers.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
  const said = `${shareOf(spent, budget) ?? '0 %'} of the ${year} budget of ${formatMoney(budget, currency)} is used.`;
  const ranked = [...centers].sort((one, other) => used(other) - used(one));
  const [most] = ranked;
  if (!most || centers.length < 2) return said;
  const over = centers.filter(({ budgetMinor, spentMinor }) => spentMinor > (budgetMinor ?? 0)).length;
  const share = shareOf(most.spentMinor, most.budgetMinor ?? 0);
  const tail =
    over > 0 ? `; ${over} of ${centers.length} cost centers ${over === 1 ? 'is' : 'are'} over` : '';
  return `${said} ${most.code} ${most.name} has used most of its own, ${share ?? '0 %'}${tail}.`;
}

const used = ({ spentMinor, budgetMinor }: Budgeted) => (budgetMinor ? spentMinor / budgetMinor : 0);

import type { Context } from '#app/platform/context.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { monthOf } from '#app/values/week.ts';
import { budgetOfYear } from './budget.server.ts';
import type { DashboardQuery, LinesQuery, SpendFilters } from './forms.ts';
import { MONTHS_LIMIT } from './forms.ts';
import { addMonths, comparisonOf, windowOf, yearsOf, type Months } from './months.ts';
import {
  costCenterName,
  coverageOf,
  invoicesBehind,
  spendChoices,
  spendFigures,
  type SpendChoice,
} from './queries.server.ts';
import { scopeOf, type SpendScope } from './scope.server.ts';

const thisMonth = (ctx: Context) => monthOf(ctx.now.toISOString().slice(0, 10));

/** Which of the filters narrow the figures to a part of the invoices. */
export const isNarrowed = ({ supplier, department, job, costCenter }: SpendFilters): boolean =>
  Boolean(supplier ?? department ?? job ?? costCenter);

/** Everything that the dashboard shows: six queries, none of which looks at an invoice line. */
export async function spendDashboard(ctx: Context, query: DashboardQuery) {
  const scope = found(await scopeOf(ctx, query));
  const { data, completeTo, billedTo } = await coverageOf(ctx, scope);
  const window = windowOf(query.period, data, thisMonth(ctx));
  const comparison = comparisonOf(window, data, completeTo ?? window.to);
  const figures = await spendFigures(ctx, scope, query, window, comparison);
  const choices = await spendChoices(ctx, scope);
  return {
    scope,
    window,
    comparison,
    figures,
    choices,
    names: await namesOf(ctx, scope, query, choices),
    hasFigures: data !== null,
    budget: isNarrowed(query) ? null : await budgetOfYear(ctx, scope, window.to),
    firstMonth: data?.from ?? window.from,
    billedTo: billedTo && billedTo.startsWith(window.to) ? billedTo : null,
    years: yearsOf(data),
    invoices: isNarrowed(query) ? null : await invoicesBehind(ctx, scope, window),
  };
}

export type FilterName = { key: keyof SpendFilters; name: string };

/** The filters in force by name, in the order of the page. One that names nothing visible is said to be unknown. */
export async function namesOf(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  choices: SpendChoice[],
): Promise<FilterName[]> {
  const names: FilterName[] = [];
  const client = scope.programs.find(({ clientId }) => clientId === filters.client);
  if (client) names.push({ key: 'client', name: client.clientName });
  for (const key of ['supplier', 'department', 'job'] as const) {
    const id = filters[key];
    const chosen = choices.find((one) => one.kind === key && one.id === id);
    if (id) names.push({ key, name: chosen?.name ?? `an unknown ${key}` });
  }
  if (filters.costCenter)
    names.push({
      key: 'costCenter',
      name: (await costCenterName(ctx, filters.costCenter)) ?? 'an unknown cost center',
    });
  return names;
}

/** The months that an address asks for, whatever way it says so; never more than two years of them. */
export async function monthsAsked(ctx: Context, scope: SpendScope, query: LinesQuery): Promise<Months> {
  if (query.month) return { from: query.month, to: query.month };
  if (!query.from && !query.to) {
    const { data } = await coverageOf(ctx, scope);
    return windowOf('rolling', data, thisMonth(ctx));
  }
  const to = query.to ?? addMonths(query.from ?? thisMonth(ctx), 11);
  const from = query.from ?? addMonths(to, -11);
  const earliest = addMonths(to, 1 - MONTHS_LIMIT);
  return { from: from < earliest ? earliest : from, to };
}

import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { programsIn, type ProgramFacts } from '#app/programs/public.server.ts';
import type { SpendFilters, SpendView } from './forms.ts';
import { firstDayOf, type Months } from './months.ts';

/** Whose side of the money is looked at, and where it is kept. */
export type SpendScope = {
  view: SpendView;
  rollup: 'client_spend' | 'supplier_spend';
  invoiceKind: 'client_invoice' | 'self_bill';
  /** Null where all programs that the actor sees are looked at together. */
  clientId: string | null;
  /** One program, one currency; programs are added up only where theirs is the same. */
  currency: string;
  programs: ProgramFacts[];
  supplierId: string | null;
};

/**
 * Each side has its own figures: a client what it was billed, a supplier what it earned, the MSP either.
 * @returns null where the client asked for is not one that the actor sees
 */
export async function scopeOf(
  ctx: Context,
  { client, view }: { client?: string; view: SpendView },
): Promise<SpendScope | null> {
  const programs = await programsIn(ctx);
  const chosen = client ? programs.find(({ clientId }) => clientId === client) : undefined;
  if (client && !chosen) return null;
  const first = chosen ?? programs[0];
  const differ = programs.some(({ currency }) => currency !== first?.currency);
  const sideView = { msp: view, client: 'spend', supplier: 'earnings' } as const;
  const seen = sideView[ctx.actor.side];
  return {
    view: seen,
    rollup: seen === 'spend' ? 'client_spend' : 'supplier_spend',
    invoiceKind: seen === 'spend' ? 'client_invoice' : 'self_bill',
    clientId: ctx.actor.clientId ?? chosen?.clientId ?? (differ ? (first?.clientId ?? null) : null),
    currency: first?.currency ?? 'USD',
    programs,
    supplierId: ctx.actor.supplierId,
  };
}

/**
 * The documents, as `i`, that figures are kept of: what runs and corrections issued, credits too. Fee invoices, what a
 * receipt issued and service credits are no spend on work.
 */
export const spendDocuments = ({ view }: SpendScope): SQL =>
  view === 'spend'
    ? sql`i.kind in ('client_invoice', 'client_credit') and i.receipt_id is null and i.scorecard_id is null`
    : sql`i.kind in ('self_bill', 'supplier_credit')`;

/** The actor's side of a table that has `client_id` and `supplier_id`. The wall holds anyway; the planner needs it. */
export function scopeWhere({ clientId, supplierId }: SpendScope, alias: 's' | 'i' | 'l'): SQL {
  const column = (name: string) => sql.raw(`${alias}.${name}`);
  const conditions: SQL[] = [];
  if (clientId) conditions.push(sql`${column('client_id')} = ${clientId}`);
  if (supplierId) conditions.push(sql`${column('supplier_id')} = ${supplierId}`);
  return joined(conditions);
}

/** What the filters ask for, on a table that carries all that money is split by. */
export function filterWhere(filters: SpendFilters, alias: 's' | 'l'): SQL {
  const column = (name: string) => sql.raw(`${alias}.${name}`);
  const conditions: SQL[] = [];
  if (filters.supplier) conditions.push(sql`${column('supplier_id')} = ${filters.supplier}`);
  if (filters.department) conditions.push(sql`${column('department_id')} = ${filters.department}`);
  if (filters.job) conditions.push(sql`${column('job_id')} = ${filters.job}`);
  if (filters.costCenter) conditions.push(sql`${column('cost_center_id')} = ${filters.costCenter}`);
  return joined(conditions);
}

/** Rollup months lie on the first of theirs. */
export const inMonths = (column: SQL, { from, to }: Months): SQL =>
  sql`${column} between ${firstDayOf(from)}::date and ${firstDayOf(to)}::date`;

const joined = (conditions: SQL[]): SQL =>
  conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;

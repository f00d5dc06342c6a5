import { sql } from 'drizzle-orm';
import { feeMonth } from '#app/invoices/public.server.ts';
import { programOf, termsOn, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { lastOfMonth } from '#app/values/month.ts';
import { weekEndingOn } from '#app/values/week.ts';
import { creditLines } from './credits.server.ts';
import { discountLines } from './discounts.server.ts';
import { accrualLines, type FlatLine } from './lines.server.ts';
import type { AccrualScope } from './sources.server.ts';

/** Everything that a month's accrual is computed from. */
export type Computation = { program: ProgramFacts; scope: AccrualScope; flat: FlatLine[] };

/**
 * Prepares the accrual of a month; null where there is no such program.
 * @param month its first day
 */
export async function computationOf(
  ctx: Context,
  clientId: string,
  month: string,
): Promise<Computation | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const asOf = lastOfMonth(month);
  const terms = await termsOn(ctx, clientId, asOf);
  const scope: AccrualScope = {
    ...{ clientId, month, asOf },
    lastWeekEndsOn: weekEndingOn(asOf, program.weekEndsOn),
    costBooking: terms?.costBooking ?? 'worker',
    buyerType: terms?.buyerType ?? 'business',
    taxFlow: terms?.taxFlow ?? 'principal',
  };
  const flat = [
    ...(await flatLines(ctx, scope)),
    ...(await discountLines(ctx, scope)),
    ...(await creditLines(ctx, scope)),
  ];
  return { program, scope, flat };
}

/** The month's flat fees, unless an invoice issued by the month end holds them. */
async function flatLines(ctx: Context, { clientId, month, asOf }: AccrualScope): Promise<FlatLine[]> {
  const [billed] = await ctx.db.execute(sql`
    select 1 from invoice where client_id = ${clientId} and fee_month = ${month}::date and issued_on <= ${asOf}::date`);
  if (billed) return [];
  const fees = await feeMonth(ctx, clientId, month.slice(0, 7));
  // Service credits that wait for a fee invoice are no fees: they are expected credits, whatever their month.
  const items = (fees?.items ?? []).filter(({ serviceCreditId }) => !serviceCreditId);
  return items.map(({ label, note, amountMinor, taxMinor }) => ({
    ...{ class: 'flat_fee', supplier_id: null, amount_minor: 0, supplier_minor: 0 },
    ...{ fee_minor: amountMinor, tax_minor: taxMinor, client_minor: amountMinor + taxMinor },
    method: `${label}: ${note}`.slice(0, 300),
  }));
}

/** The computed lines as a relation. */
export const linesOf = ({ scope, flat }: Computation) => accrualLines(scope, flat);

import { and, asc, eq, sql } from 'drizzle-orm';
import { flatFee } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { Effective } from './effective.ts';
import type { ActiveWorker, FlatComponent } from './labels.ts';

const FLAT_FEES_LIMIT = 100;

export type FlatFeeRow = Effective & {
  id: string;
  label: string;
  component: FlatComponent;
  amountMinor: number;
  activeWorker: ActiveWorker | null;
  /** Exact decimal fraction; `'0.000000'` where it does not rise. */
  yearlyIndexation: string;
};

const columns = {
  id: flatFee.id,
  label: flatFee.label,
  component: flatFee.component,
  amountMinor: flatFee.amountMinor,
  activeWorker: flatFee.activeWorker,
  yearlyIndexation: flatFee.yearlyIndexation,
  startsOn: sql<string>`lower(${flatFee.effective})::text`,
  endsOn: sql<string | null>`(upper(${flatFee.effective}) - 1)::text`,
};

/** The flat fees of a program, those without an end first, then the latest; at most 100. */
export async function flatFeesOfProgram(ctx: Context, clientId: string): Promise<FlatFeeRow[]> {
  return ctx.db
    .select(columns)
    .from(flatFee)
    .where(eq(flatFee.clientId, clientId))
    .orderBy(sql`upper(${flatFee.effective}) desc nulls first`, asc(flatFee.component), asc(flatFee.label))
    .limit(FLAT_FEES_LIMIT);
}

/** One flat fee of a program; null where it has no such fee. */
export async function flatFeeOf(ctx: Context, clientId: string, feeId: string): Promise<FlatFeeRow | null> {
  const [row] = await ctx.db
    .select(columns)
    .from(flatFee)
    .where(and(eq(flatFee.clientId, clientId), eq(flatFee.id, feeId)));
  return row ?? null;
}

import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import { expenseCode } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

const CODES_LIMIT = 200;

/**
 * The expense codes of a program, by code; at most 200.
 * @param openOn leaves out those that were closed by then
 */
export async function codesOf(ctx: Context, clientId: string, openOn?: string) {
  const stillOpen = openOn
    ? or(isNull(expenseCode.closedOn), gt(expenseCode.closedOn, openOn))
    : undefined;
  return ctx.db
    .select()
    .from(expenseCode)
    .where(and(eq(expenseCode.clientId, clientId), stillOpen))
    .orderBy(asc(expenseCode.code))
    .limit(CODES_LIMIT);
}
export type ExpenseCode = Awaited<ReturnType<typeof codesOf>>[number];

/** One code of a program; null where the program has no such code. */
export async function codeOf(ctx: Context, clientId: string, id: string): Promise<ExpenseCode | null> {
  const [row] = await ctx.db
    .select()
    .from(expenseCode)
    .where(and(eq(expenseCode.clientId, clientId), eq(expenseCode.id, id)));
  return row ?? null;
}

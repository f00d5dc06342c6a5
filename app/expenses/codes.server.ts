import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import { expenseCode } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { programOf } from '#app/programs/public.server.ts';

const CODES_LIMIT = 200;

/**
 * The expense codes of a program, by code; at most 200.
 * @param openOn leaves out those that were closed by then
 */
export async function codesOf(ctx: Context, clientId: string, openOn?: string) {
  const stillOpen = openOn ? or(isNull(expenseCode.closedOn), gt(expenseCode.closedOn, openOn)) : undefined;
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

/** A program with all its codes, closed ones too; null where there is none or a wall stands before it. */
export async function codesOfProgram(ctx: Context, clientId: string) {
  const program = await programOf(ctx, clientId);
  return program ? { program, codes: await codesOf(ctx, clientId) } : null;
}

/** A program with one of its codes; null where either is missing. */
export async function codeOfProgram(ctx: Context, clientId: string, id: string) {
  const program = await programOf(ctx, clientId);
  const code = await codeOf(ctx, clientId, id);
  return program && code ? { program, code } : null;
}

import { and, eq, isNull } from 'drizzle-orm';
import { expenseCode } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { codeOf, type ExpenseCode } from '../codes.server.ts';
import { expenseCodeClosed } from '../events.ts';

/**
 * Closes a code from tomorrow on: what was spent up to today may still be handed in.
 * Refuses: `Stale` where it was closed before.
 */
export async function closeCode(ctx: Context, clientId: string, id: string): Promise<Result<ExpenseCode>> {
  const program = await programOf(ctx, clientId);
  const code = await codeOf(ctx, clientId, id);
  if (!program || !code) return missing();
  authorize(ctx, 'program.configure', { clientId });

  const closedOn = addDays(today(ctx.now, program.timeZone), 1);
  const closed = await ctx.db
    .update(expenseCode)
    .set({ closedOn })
    .where(and(eq(expenseCode.id, id), isNull(expenseCode.closedOn)))
    .returning({ id: expenseCode.id });
  if (closed.length === 0)
    return stale(`${code.name} is closed since ${formatDate(code.closedOn ?? closedOn)} already.`);

  const facts = { code: code.code, name: code.name, closedOn };
  await recordEvent(ctx, expenseCodeClosed({ subjectId: clientId, clientId, facts }));
  return ok({ ...code, closedOn });
}

import { eq } from 'drizzle-orm';
import { expenseCode } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { readTerms } from '../code-terms.ts';
import { codeOf, type ExpenseCode } from '../codes.server.ts';
import { expenseCodeChanged } from '../events.ts';
import type { CodeChange } from '../forms.ts';

/**
 * Changes what a code asks for. What was approved stays as it was; drafts are held against the new terms when they
 * are submitted. Refuses: `Invalid` for amounts that are none.
 */
export async function changeCode(
  ctx: Context,
  clientId: string,
  id: string,
  input: CodeChange,
): Promise<Result<ExpenseCode>> {
  const program = await programOf(ctx, clientId);
  const before = await codeOf(ctx, clientId, id);
  if (!program || !before) return missing();
  authorize(ctx, 'program.configure', { clientId });
  const { terms, problems } = readTerms(input, program.currency);
  if (problems.length > 0) return invalid(...problems);

  await ctx.db.update(expenseCode).set(terms).where(eq(expenseCode.id, id));
  const facts = { code: before.code, name: terms.name, before, after: terms };
  await recordEvent(ctx, expenseCodeChanged({ subjectId: clientId, clientId, facts }));
  return ok({ ...before, ...terms });
}

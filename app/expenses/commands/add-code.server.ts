import { and, eq, or } from 'drizzle-orm';
import { expenseCode } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { readTerms } from '../code-terms.ts';
import { expenseCodeAdded } from '../events.ts';
import type { CodeInput } from '../forms.ts';

/** Adds an expense code to a program. Refuses: `Invalid` for amounts that are none, or a code that is taken. */
export async function addCode(ctx: Context, clientId: string, input: CodeInput): Promise<Result<CodeInput>> {
  const program = await programOf(ctx, clientId);
  if (!program) return missing();
  authorize(ctx, 'program.configure', { clientId });
  const { terms, problems } = readTerms(input, program.currency);
  if (problems.length > 0) return invalid(...problems);

  const { id, code } = input;
  const [added] = await ctx.db
    .insert(expenseCode)
    .values({ id, clientId, code, ...terms, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: expenseCode.id });
  if (!added) return whatIsThere(ctx, clientId, input);

  const facts = { code, name: terms.name };
  await recordEvent(ctx, expenseCodeAdded({ subjectId: clientId, clientId, facts }));
  return ok(input);
}

/** A second press finds its own row, and that is no problem. */
async function whatIsThere(ctx: Context, clientId: string, input: CodeInput): Promise<Result<CodeInput>> {
  const [there] = await ctx.db
    .select({ id: expenseCode.id, name: expenseCode.name })
    .from(expenseCode)
    .where(
      and(
        eq(expenseCode.clientId, clientId),
        or(eq(expenseCode.id, input.id), eq(expenseCode.code, input.code)),
      ),
    );
  if (there?.id === input.id) return ok(input);
  return invalid(
    problem('code', `${input.code} is the code of ${there?.name ?? 'another one'}. Choose another.`),
  );
}

import { and, eq, or } from 'drizzle-orm';
import { department } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { departmentAdded } from '../events.ts';
import type { DepartmentInput } from '../forms.ts';
import { programOf } from '../public.server.ts';

/** Adds a department to a program. Refuses: `Invalid` where another department of the program has the code. */
export async function addDepartment(
  ctx: Context,
  clientId: string,
  input: DepartmentInput,
): Promise<Result<DepartmentInput>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });

  const [added] = await ctx.db
    .insert(department)
    .values({ ...input, clientId })
    .onConflictDoNothing()
    .returning({ id: department.id });
  if (!added) return whatIsThere(ctx, clientId, input);

  const { code, name } = input;
  await recordEvent(ctx, departmentAdded({ subjectId: clientId, clientId, facts: { code, name } }));
  return ok(input);
}

/** A second press finds its own row, and that is no problem. */
async function whatIsThere(
  ctx: Context,
  clientId: string,
  input: DepartmentInput,
): Promise<Result<DepartmentInput>> {
  const [there] = await ctx.db
    .select({ id: department.id, name: department.name })
    .from(department)
    .where(
      and(
        eq(department.clientId, clientId),
        or(eq(department.id, input.id), eq(department.code, input.code)),
      ),
    );
  if (there?.id === input.id) return ok(input);
  return invalid(
    problem('code', `${input.code} is the code of ${there?.name ?? 'another department'}. Choose another.`),
  );
}

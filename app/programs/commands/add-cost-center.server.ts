import { and, eq, or } from 'drizzle-orm';
import { costCenter, department } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { costCenterAdded } from '../events.ts';
import type { CostCenterInput } from '../forms.ts';
import { programOf } from '../public.server.ts';

/** Adds a cost center to a program. Refuses: `Invalid` where another cost center of the program has the code. */
export async function addCostCenter(
  ctx: Context,
  clientId: string,
  input: CostCenterInput,
): Promise<Result<CostCenterInput>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });
  if (!(await isItsDepartment(ctx, clientId, input.departmentId)))
    return invalid(problem('departmentId', 'This department is not one of the program. Choose another.'));

  const [added] = await ctx.db
    .insert(costCenter)
    .values({ ...input, clientId })
    .onConflictDoNothing()
    .returning({ id: costCenter.id });
  if (!added) return whatIsThere(ctx, clientId, input);

  const { code, name } = input;
  await recordEvent(ctx, costCenterAdded({ subjectId: clientId, clientId, facts: { code, name } }));
  return ok(input);
}

/** A second press finds its own row, and that is no problem. */
async function whatIsThere(
  ctx: Context,
  clientId: string,
  input: CostCenterInput,
): Promise<Result<CostCenterInput>> {
  const [there] = await ctx.db
    .select({ id: costCenter.id, name: costCenter.name })
    .from(costCenter)
    .where(
      and(
        eq(costCenter.clientId, clientId),
        or(eq(costCenter.id, input.id), eq(costCenter.code, input.code)),
      ),
    );
  if (there?.id === input.id) return ok(input);
  return invalid(
    problem('code', `${input.code} is the code of ${there?.name ?? 'another cost center'}. Choose another.`),
  );
}

async function isItsDepartment(ctx: Context, clientId: string, departmentId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: department.id })
    .from(department)
    .where(and(eq(department.clientId, clientId), eq(department.id, departmentId)));
  return row !== undefined;
}

import { and, eq } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { supplierCreated } from '../events.ts';
import type { SupplierInput } from '../forms.ts';
import { supplierById } from '../queries.server.ts';

/**
 * Adds a staffing firm, so that it can be enrolled in programs. The id comes with the form: a second press finds it.
 * Refuses: `Invalid` where a supplier of that name is there already.
 */
export async function createSupplier(
  ctx: Context,
  input: SupplierInput,
): Promise<Result<{ id: string; name: string }>> {
  authorize(ctx, 'supplier.enroll');
  const already = await supplierById(ctx, input.id);
  if (already) return ok(already);
  const { id, name, affiliatedWithMsp } = input;
  if (await isTaken(ctx, name))
    return invalid(
      problem('name', `There is a supplier ${name} already. Enroll that one, or use another name.`),
    );

  await ctx.db.insert(organization).values({ ...input, side: 'supplier' });
  await recordEvent(
    ctx,
    supplierCreated({ subjectId: id, supplierId: id, facts: { name, affiliatedWithMsp } }),
  );
  return ok({ id, name });
}

async function isTaken(ctx: Context, name: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: organization.id })
    .from(organization)
    .where(and(eq(organization.side, 'supplier'), eq(organization.name, name)))
    .limit(1);
  return row !== undefined;
}

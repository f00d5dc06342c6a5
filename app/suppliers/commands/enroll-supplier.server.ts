import { and, eq } from 'drizzle-orm';
import { enrollment } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { supplierEnrolled, supplierMoved } from '../events.ts';
import type { EnrollmentInput } from '../forms.ts';
import { supplierById } from '../queries.server.ts';

export type Enrolled = { supplierName: string; tier: number; was: 'new' | 'moved' | 'same' };

/** Lets a supplier serve a program, or moves one that does to another tier. Requisitions released before stay with it. */
export async function enrollSupplier(
  ctx: Context,
  clientId: string,
  { supplierId, tier, enrolledOn }: EnrollmentInput,
): Promise<Result<Enrolled>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'supplier.enroll', { clientId });
  const supplier = await supplierById(ctx, supplierId);
  if (!supplier) return invalid(problem('supplierId', 'This is not a supplier here. Choose another.'));
  const supplierName = supplier.name;
  const about = { subjectId: clientId, clientId, supplierId };

  const [added] = await ctx.db
    .insert(enrollment)
    .values({
      ...{ clientId, supplierId, tier, enrolledOn },
      ...{ enrolledBy: ctx.actor.accountId, enrolledByName: ctx.actor.name },
    })
    .onConflictDoNothing()
    .returning({ supplierId: enrollment.supplierId });
  if (added) {
    await recordEvent(ctx, supplierEnrolled({ ...about, facts: { supplierId, supplierName, tier } }));
    return ok({ supplierName, tier, was: 'new' });
  }

  const here = and(eq(enrollment.clientId, clientId), eq(enrollment.supplierId, supplierId));
  const [before] = await ctx.db.select({ tier: enrollment.tier }).from(enrollment).where(here).for('update');
  if (!before || before.tier === tier) return ok({ supplierName, tier, was: 'same' });
  await ctx.db.update(enrollment).set({ tier }).where(here);
  const facts = { supplierId, supplierName, from: before.tier, to: tier };
  await recordEvent(ctx, supplierMoved({ ...about, facts }));
  return ok({ supplierName, tier, was: 'moved' });
}

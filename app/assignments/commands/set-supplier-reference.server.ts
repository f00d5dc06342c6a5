import { eq } from 'drizzle-orm';
import { assignment } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { supplierReferenceSet } from '../events.ts';
import type { SupplierReferenceInput } from '../forms.ts';
import { assignmentOf, type AssignmentFacts } from '../queries.server.ts';

/** The supplier's own number for this job. Statements and remittances carry it on every line, so that its books can be matched. */
export async function setSupplierReference(
  ctx: Context,
  id: string,
  { supplierReference }: SupplierReferenceInput,
): Promise<Result<AssignmentFacts>> {
  const row = await assignmentOf(ctx, id);
  if (!row) return missing();
  authorize(ctx, 'assignment.reference', row);
  if (row.supplierReference === supplierReference) return ok(row);
  await ctx.db.update(assignment).set({ supplierReference }).where(eq(assignment.id, id));
  const { clientId, supplierId } = row;
  const facts = { reference: supplierReference };
  await recordEvent(ctx, supplierReferenceSet({ subjectId: id, clientId, supplierId, facts }));
  return ok({ ...row, supplierReference });
}

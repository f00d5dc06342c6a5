import { eq } from 'drizzle-orm';
import { miscCharge as charges } from '#db/schema/index.ts';
import { approvedIn, authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { lockCharge, type MiscCharge } from '../charge.server.ts';
import { makeDueCharges } from '../due-charges.server.ts';
import { chargeApproved } from '../events.ts';
import { miscCharge } from '../lifecycle.ts';

/**
 * Approves a charge, or the whole of a series, and makes what is due of it by today.
 * Refuses: `Stale` when it was decided or taken back meanwhile.
 */
export async function approveCharge(
  ctx: Context,
  id: string,
): Promise<Result<MiscCharge & { made: number }>> {
  const row = await lockCharge(ctx, id);
  if (!row) return missing();
  const as = authorize(ctx, 'miscCharge.approve', row);

  const approved = await transition(ctx, miscCharge, row, 'approve', approvedIn(as));
  if (!approved.ok) return approved;

  const made = await makeDueCharges(ctx, eq(charges.id, id));
  const { clientId, supplierId, label, amountMinor, currency, cadence } = row;
  const facts = { label, amountMinor, currency, cadence };
  await recordEvent(as, chargeApproved({ subjectId: id, clientId, supplierId, facts }));
  return ok({ ...approved.value, made });
}

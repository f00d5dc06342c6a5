import { authorize, signatureOf } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { lockCharge, type MiscCharge } from '../charge.server.ts';
import { chargeRejected } from '../events.ts';
import { miscCharge } from '../lifecycle.ts';

/** Refuses a charge for good, with a reason; another may be asked for. Refuses: `Stale` when it was decided meanwhile. */
export async function rejectCharge(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<MiscCharge>> {
  const row = await lockCharge(ctx, id);
  if (!row) return missing();
  const as = authorize(ctx, 'miscCharge.approve', row);

  const rejected = await transition(ctx, miscCharge, row, 'reject', { endedReason: reason });
  if (!rejected.ok) return rejected;

  const { clientId, supplierId, label, amountMinor, currency, cadence } = row;
  const facts = { label, amountMinor, currency, cadence };
  await recordEvent(as, chargeRejected({ subjectId: id, clientId, supplierId, reason, facts }));
  const props = {
    ...{ workerName: row.workerName, label, amount: formatMoney(amountMinor, currency) },
    ...{ rejectedBy: signatureOf(as.actor), reason, link: `${ctx.baseUrl}/charges/${id}` },
  };
  await queueMail(ctx, { kind: 'chargeRejected', props }, { accountId: row.requestedBy });
  return ok(rejected.value);
}

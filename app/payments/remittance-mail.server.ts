import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import type { Role } from '#app/values/roles.ts';
import type { ProgramFacts } from './programs.server.ts';

const readers: Role[] = ['supplierFinance', 'supplierAdmin'];

type Payment = { id: string; supplierId: string; reference: string; amountMinor: number };

/** Tells a supplier that its money is on the way, in the transaction that sends it. */
export async function tellOfRemittance(
  ctx: Context,
  { clientName, currency }: ProgramFacts,
  {
    id,
    supplierId,
    reference,
    amountMinor,
    valueOn,
    account,
  }: Payment & { valueOn: string; account: string },
): Promise<void> {
  const props = {
    reference,
    clientName,
    amount: formatMoney(amountMinor, currency),
    valueOn,
    account,
    link: `${ctx.baseUrl}/remittances/${id}`,
  };
  await queueMail(ctx, { kind: 'remittanceSent', props }, { organizationId: supplierId, roles: readers });
}

/** … and that a bank sent it back. */
export async function tellOfReturn(
  ctx: Context,
  { clientName, currency }: ProgramFacts,
  { id, supplierId, reference, amountMinor, reason }: Payment & { reason: string },
): Promise<void> {
  const props = {
    reference,
    clientName,
    amount: formatMoney(amountMinor, currency),
    reason,
    link: `${ctx.baseUrl}/remittances/${id}`,
  };
  await queueMail(ctx, { kind: 'paymentReturned', props }, { organizationId: supplierId, roles: readers });
}

import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Role } from '#app/values/roles.ts';
import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import type { IssuedDocument } from './issue.server.ts';

const clientReaders: Role[] = ['clientFinance', 'clientAdmin'];
const supplierReaders: Role[] = ['supplierFinance', 'recruiter', 'supplierAdmin'];

/** Queues the news of each issued document to the finance people of its side, in the transaction that issues it. */
export async function tellOfDocuments(
  ctx: Context,
  program: ProgramFacts,
  covered: Period,
  documents: IssuedDocument[],
): Promise<void> {
  const period = formatPeriod(covered);
  for (const { id, reference, supplierId, totalMinor, dueOn, payWhenPaid } of documents) {
    const isInvoice = supplierId === null;
    const props = {
      documentLabel: isInvoice ? ('Invoice' as const) : ('Statement' as const),
      number: reference,
      clientName: program.clientName,
      period,
      total: formatMoney(totalMinor, program.currency),
      dueOn: payWhenPaid ? null : dueOn,
      link: `${ctx.baseUrl}/invoices/${id}`,
    };
    const to = {
      organizationId: supplierId ?? program.clientId,
      roles: isInvoice ? clientReaders : supplierReaders,
    };
    await queueMail(ctx, { kind: 'invoiceIssued', props }, to);
  }
}

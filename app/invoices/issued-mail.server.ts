import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Role } from '#app/values/roles.ts';
import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import type { IssuedDocument } from './issue.server.ts';
import { isForClient } from './kinds.ts';

const clientReaders: Role[] = ['clientFinance', 'clientAdmin'];
const supplierReaders: Role[] = ['supplierFinance', 'recruiter', 'supplierAdmin'];

const labels = {
  client_invoice: 'Invoice',
  self_bill: 'Statement',
  client_credit: 'Credit memo',
  supplier_credit: 'Credit note',
} as const;

/**
 * Queues the news of each issued document to the finance people of its side, in the transaction that issues it.
 * @param covered the period of the run or of the correction
 */
export async function tellOfDocuments(
  ctx: Context,
  program: ProgramFacts,
  covered: Period,
  documents: IssuedDocument[],
): Promise<void> {
  const period = formatPeriod(covered);
  for (const { id, kind, reference, supplierId, totalMinor, dueOn, payWhenPaid } of documents) {
    const isCredit = kind === 'client_credit' || kind === 'supplier_credit';
    const props = {
      documentLabel: labels[kind],
      number: reference,
      clientName: program.clientName,
      period,
      total: formatMoney(totalMinor, program.currency),
      dueOn: payWhenPaid || isCredit ? null : dueOn,
      link: `${ctx.baseUrl}/invoices/${id}`,
    };
    const to = {
      organizationId: supplierId ?? program.clientId,
      roles: isForClient(kind) ? clientReaders : supplierReaders,
    };
    await queueMail(ctx, { kind: 'invoiceIssued', props }, to);
  }
}

import { asc, eq, sql } from 'drizzle-orm';
import { bankAccount, organization, payment } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { MessageAccount, PaymentMessage } from './pain001.ts';
import { fullAccountNumber } from './account-number.server.ts';
import { runRef } from './counted.ts';
import type { runOf } from './runs.server.ts';

type Run = NonNullable<Awaited<ReturnType<typeof runOf>>>;

const account = {
  holder: bankAccount.holder,
  id: bankAccount.id,
  accountNumber: bankAccount.accountNumber,
  accountSealed: bankAccount.accountSealed,
  bankCode: bankAccount.bankCode,
  bankCodeKind: bankAccount.bankCodeKind,
  country: bankAccount.country,
};

/** The message to the bank of a run that was sent; the same every time it is asked for. Null before it is sent. */
export async function messageOf(ctx: Context, run: Run): Promise<PaymentMessage | null> {
  if (!run.sentAt || !run.debtorAccountId) return null;
  const [debtor] = await ctx.db
    .select({ ...account, payer: organization.legalName })
    .from(bankAccount)
    .innerJoin(organization, eq(organization.id, bankAccount.supplierId))
    .where(eq(bankAccount.id, run.debtorAccountId));
  if (!debtor) return null;
  const { payer, ...debtorAccount } = debtor;
  const payments = await ctx.db
    .select({
      id: payment.id,
      reference: payment.reference,
      amountMinor: payment.amountMinor,
      creditor: account,
    })
    .from(payment)
    .innerJoin(bankAccount, eq(bankAccount.id, payment.bankAccountId))
    .where(eq(payment.paymentRunId, run.id))
    .orderBy(asc(payment.reference));
  const documents = await ctx.db.execute<Document>(sql`
    select i.payment_id as "paymentId", d.reference, d.issued_on::text as "issuedOn", i.amount_minor as "amountMinor"
    from payment_item i
    join payment p on p.id = i.payment_id
    join invoice d on d.id = i.invoice_id
    where p.payment_run_id = ${run.id} order by d.issued_on, d.reference`);
  const byPayment = new Map<string, Document[]>();
  for (const document of documents)
    byPayment.set(document.paymentId, [...(byPayment.get(document.paymentId) ?? []), document]);
  return {
    messageId: `${run.code}-${runRef(run.number)}`,
    createdAt: run.sentAt,
    initiatingParty: payer,
    debtor: inFull(debtorAccount),
    payOn: run.payOn,
    currency: run.currency,
    payments: payments.map(({ id, creditor, ...one }) => ({
      ...one,
      creditor: inFull(creditor),
      documents: byPayment.get(id) ?? [],
    })),
  };
}

type Stored = Parameters<typeof fullAccountNumber>[0] & Omit<MessageAccount, 'accountNumber'>;

function inFull({ holder, bankCode, bankCodeKind, country, ...stored }: Stored): MessageAccount {
  return { holder, bankCode, bankCodeKind, country, accountNumber: fullAccountNumber(stored) };
}

type Document = { paymentId: string; reference: string; issuedOn: string; amountMinor: number };

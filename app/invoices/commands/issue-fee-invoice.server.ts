import { and, eq, sql } from 'drizzle-orm';
import { invoice, invoiceItem, invoiceTax, organization, program } from '#db/schema/index.ts';
import { programOf, termsOn, type ProgramFacts } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { addDays, formatMonth, today } from '#app/values/week.ts';
import { whyMonthIsClosed } from '../closed-month.server.ts';
import { invoiceIssued } from '../events.ts';
import { feeMonth, type FeeMonth } from '../fee-invoice.server.ts';
import { postFeeInvoice } from '../fee-ledger.server.ts';
import { markPosted } from '../service-credits.server.ts';

export type IssuedFeeInvoice = { id: string; reference: string; totalMinor: number; currency: string };

/**
 * Issues the MSP's fee invoice of a month that is over: items, tax, number, ledger and mail in one transaction. A
 * program has one a month; pressing again, also at the same moment, answers with the one that was issued.
 * Refuses: `Invalid` before the month is over, where nothing is to be invoiced, and where the books are closed.
 */
export async function issueFeeInvoice(
  ctx: Context,
  { clientId, month }: { clientId: string; month: string },
): Promise<Result<IssuedFeeInvoice>> {
  const facts = await programOf(ctx, clientId);
  if (!facts) return missing();
  authorize(ctx, 'billing.run', { clientId });
  await planForMany(ctx);

  // One at a time: whoever comes second finds what the first one issued.
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('no key update');
  const already = await feeInvoiceOf(ctx, clientId, month);
  if (already) return ok(already);

  const due = await feeMonth(ctx, clientId, month);
  if (!due) return missing();
  if (!due.isOver)
    return invalid(
      problem('month', `${formatMonth(month)} is not over yet. Its fees are invoiced after that.`),
    );
  if (due.items.every(({ amountMinor }) => amountMinor === 0))
    return invalid(problem('month', `No flat fee comes to anything in ${formatMonth(month)}.`));
  const issuedOn = today(ctx.now, facts.timeZone);
  const closed = await whyMonthIsClosed(ctx, clientId, issuedOn);
  if (closed) return invalid(problem('', closed));

  const issued = await writeInvoice(ctx, facts, due, issuedOn);
  await postFeeInvoice(ctx, {
    clientId,
    invoiceId: issued.id,
    postedOn: issuedOn,
    memo: issued.reference,
    ...due,
  });
  await recordEvent(ctx, invoiceIssued({ subjectId: issued.id, clientId, facts: { ...issued } }));
  await tell(ctx, facts, due, issued);
  return ok(issued);
}

async function feeInvoiceOf(ctx: Context, clientId: string, month: string): Promise<IssuedFeeInvoice | null> {
  const { id, reference, totalMinor, currency } = invoice;
  const [row] = await ctx.db
    .select({ id, reference, totalMinor, currency })
    .from(invoice)
    .where(and(eq(invoice.clientId, clientId), eq(invoice.feeMonth, `${month}-01`)));
  return row ?? null;
}

/** Takes the number here, by updating the series inside this transaction: a rollback gives it back. */
async function takeNumber(ctx: Context, legalEntityId: string, year: number): Promise<number> {
  const [taken] = await ctx.db.execute<{ number: number }>(sql`
    insert into number_series as s (legal_entity_id, series, year, next_number) values (${legalEntityId}, 'FEE', ${year}, 2)
    on conflict (legal_entity_id, series, year) do update set next_number = s.next_number + 1
    returning next_number - 1 as number`);
  if (!taken) throw new Error('A number series gave no number');
  return taken.number;
}

const onPaper = ({ legalName, addressLines, taxId }: typeof organization.$inferSelect) => ({
  name: legalName,
  addressLines,
  taxId,
});

async function writeInvoice(
  ctx: Context,
  { clientId, currency }: ProgramFacts,
  due: FeeMonth,
  issuedOn: string,
): Promise<IssuedFeeInvoice & { dueOn: string }> {
  const [seller] = await ctx.db.select().from(organization).where(eq(organization.side, 'msp')).limit(1);
  const [buyer] = await ctx.db.select().from(organization).where(eq(organization.id, clientId));
  if (!seller || !buyer) throw new Error('A fee invoice needs an MSP and a client');
  const days = (await termsOn(ctx, clientId, due.endsOn))?.paymentTermsDays ?? 30;
  const dueOn = addDays(issuedOn, days);
  const year = Number(issuedOn.slice(0, 4));
  const number = await takeNumber(ctx, seller.id, year);
  const id = crypto.randomUUID();
  const reference = `FEE-${year}-${String(number).padStart(5, '0')}`;
  const { items, feeMinor, taxMinor, totalMinor, startsOn, endsOn } = due;
  await ctx.db.insert(invoice).values({
    ...{
      id,
      kind: 'fee_invoice',
      clientId,
      legalEntityId: seller.id,
      series: 'FEE',
      year,
      number,
      reference,
    },
    ...{ currency, startsOn, endsOn, issuedOn, dueOn, feeMonth: startsOn },
    ...{ lineCount: items.length, minutes: 0, timeMinor: 0, feeMinor, taxMinor, totalMinor },
    parties: {
      ...{ msp: onPaper(seller), client: onPaper(buyer), supplier: null },
      ...{ paymentTerms: `Net ${days} days`, payWhenPaid: false },
    },
    issuedAt: ctx.now,
  });
  await ctx.db
    .insert(invoiceItem)
    .values(items.map((item, index) => ({ ...item, invoiceId: id, clientId, place: index + 1 })));
  if (due.tax)
    await ctx.db.insert(invoiceTax).values({ ...due.tax, invoiceId: id, clientId, leg: 'client_fee' });
  await markPosted(
    ctx,
    items.flatMap(({ serviceCreditId }) => serviceCreditId ?? []),
    id,
  );
  return { id, reference, totalMinor, currency, dueOn };
}

async function tell(
  ctx: Context,
  { clientId, clientName }: ProgramFacts,
  due: FeeMonth,
  { id, reference, totalMinor, currency, dueOn }: IssuedFeeInvoice & { dueOn: string },
): Promise<void> {
  const props = {
    documentLabel: 'Invoice' as const,
    number: reference,
    clientName,
    period: formatPeriod(due),
    total: formatMoney(totalMinor, currency),
    dueOn,
    link: `${ctx.baseUrl}/invoices/${id}`,
  };
  await queueMail(
    ctx,
    { kind: 'invoiceIssued', props },
    { organizationId: clientId, roles: ['clientFinance', 'clientAdmin'] },
  );
}

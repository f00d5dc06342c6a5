import { and, eq, sql } from 'drizzle-orm';
import { invoice, invoiceTax, receipt as receiptTable } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { invalid, missing, ok, problem, type Problem, type Result } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { creditIssued, invoiceSettled, receiptRecorded } from '../events.ts';
import type { ReceiptInput } from '../forms.ts';
import { issueItemDocument } from '../item-document.server.ts';
import { matchProblems, outcomeOf, type Outcome } from '../matching.ts';
import { openDocuments, type ClientDocument } from '../open-documents.server.ts';
import { isClosed, postPromptPayment, postReceipt } from '../post.server.ts';
import { programOf, type ProgramFacts } from '../programs.server.ts';
import { taxesOfDiscount, type TaxOnCredit } from '../prompt-tax.ts';
import { settleClientDocuments, type Settlement } from '../settle.server.ts';

export type RecordedReceipt = { id: string; amountMinor: number; currency: string; leftMinor: number };
type Match = { invoiceId: string; amountMinor: number; field: string };

/**
 * Records what a client paid, settles the documents it is matched with, issues what prompt payment earns and what is
 * left over as documents of their own, and posts all of it in one transaction. The id comes with the form: a second
 * press finds the receipt.
 * Refuses: `Invalid` for a bank reference that is there already, matches beyond what is open, a closed month, or where
 * something else would be posted than the page showed.
 */
export async function recordReceipt(ctx: Context, input: ReceiptInput): Promise<Result<RecordedReceipt>> {
  const program = await programOf(ctx, input.clientId);
  if (!program) return missing();
  authorize(ctx, 'receipt.record', { clientId: input.clientId });
  await planForMany(ctx);
  const { id, clientId, receivedOn, amount: amountMinor, bankReference } = input;
  const matches: Match[] = input.matches
    .map(({ invoiceId, amount }, index) => ({
      invoiceId,
      amountMinor: amount,
      field: `matches[${index}].amount`,
    }))
    .filter((match) => match.amountMinor !== 0);
  const only = matches.map(({ invoiceId }) => invoiceId);
  const open = await openDocuments(ctx, clientId, receivedOn, { only, lock: true });
  // Looked for behind the locks: of two presses the second finds here what the first has done.
  const already = await recordedAs(ctx, id);
  if (already) return already;
  const outcome = outcomeOf(amountMinor, matches, open);
  const problems = [
    ...(await receiptProblems(ctx, program, input)),
    ...doubled(matches),
    ...matchProblems(amountMinor, matches, open, program.currency),
  ];
  if (problems.length === 0) problems.push(...unseenProblems(input, outcome, program.currency));
  if (problems.length > 0) return invalid(...problems);

  const { accountId: recordedBy, name: recordedByName } = ctx.actor;
  const { note } = input;
  const { currency } = program;
  const [recorded] = await ctx.db
    .insert(receiptTable)
    .values({
      id,
      clientId,
      receivedOn,
      amountMinor,
      currency,
      bankReference,
      note,
      recordedBy,
      recordedByName,
    })
    .onConflictDoNothing()
    .returning({ id: receiptTable.id });
  if (!recorded) return (await recordedAs(ctx, id)) ?? invalid(takenReference(bankReference));
  await postReceipt(ctx, id, { postedOn: receivedOn, currency });
  const settlements = await withDiscounts(ctx, program, input, { matches, open, outcome });
  await settleClientDocuments(ctx, clientId, settlements, { receiptId: id, settledOn: receivedOn });
  if (outcome.leftMinor > 0) await keepOnAccount(ctx, program, input, outcome.leftMinor);
  await tell(ctx, program, input, { matches, open });
  return ok({ id, amountMinor, currency, leftMinor: outcome.leftMinor });
}

async function recordedAs(ctx: Context, id: string): Promise<Result<RecordedReceipt> | null> {
  const [row] = await ctx.db.select().from(receiptTable).where(eq(receiptTable.id, id));
  return row ? ok({ id, amountMinor: row.amountMinor, currency: row.currency, leftMinor: 0 }) : null;
}

const takenReference = (reference: string) =>
  problem('bankReference', `A receipt with the reference ${reference} is recorded already.`);

async function receiptProblems(ctx: Context, program: ProgramFacts, input: ReceiptInput): Promise<Problem[]> {
  const { clientId, receivedOn, bankReference } = input;
  const problems: Problem[] = [];
  if (receivedOn > today(ctx.now, program.timeZone))
    problems.push(problem('receivedOn', 'Money is recorded once it has come, not before.'));
  if (await isClosed(ctx, clientId, receivedOn))
    problems.push(
      problem(
        'receivedOn',
        `The books of ${formatDate(receivedOn).slice(-8)} are closed. Record it on a day of an open month.`,
      ),
    );
  const [same] = await ctx.db
    .select({ id: receiptTable.id })
    .from(receiptTable)
    .where(and(eq(receiptTable.clientId, clientId), eq(receiptTable.bankReference, bankReference)));
  if (same) problems.push(takenReference(bankReference));
  return problems;
}

function doubled(matches: Match[]): Problem[] {
  const twice = matches.find(
    ({ invoiceId }, index) => matches.findIndex((one) => one.invoiceId === invoiceId) < index,
  );
  return twice ? [problem(twice.field, 'This document stands here twice.')] : [];
}

/** What would be posted beyond the matches is seen first, so that nobody is surprised by a document. */
function unseenProblems(input: ReceiptInput, { leftMinor, discounts }: Outcome, currency: string): Problem[] {
  const discountMinor = sum(discounts.map(({ amountMinor }) => amountMinor));
  const { seenLeftMinor = leftMinor, seenDiscountMinor = discountMinor } = input;
  if (seenLeftMinor === leftMinor && seenDiscountMinor === discountMinor) return [];
  const left = `${formatMoney(leftMinor, currency)} would stay on account`;
  const less =
    discountMinor > 0 ? ` and ${formatMoney(discountMinor, currency)} be taken off for prompt payment` : '';
  return [
    problem('', `With these amounts ${left}${less}, which is not what you saw. Look again, then record it.`),
  ];
}

/** The matches as settlements; each discount first becomes a credit memo, which is used up at once. */
async function withDiscounts(
  ctx: Context,
  program: ProgramFacts,
  { id: receiptId, receivedOn }: ReceiptInput,
  { matches, open, outcome }: { matches: Match[]; open: ClientDocument[]; outcome: Outcome },
): Promise<Settlement[]> {
  const settlements: Settlement[] = matches.map(({ invoiceId, amountMinor }) => ({ invoiceId, amountMinor }));
  const { currency, clientId } = program;
  for (const { invoiceId, amountMinor } of outcome.discounts) {
    const paid = open.find((one) => one.id === invoiceId);
    if (!paid) continue;
    const credit = await issueItemDocument(ctx, program, {
      taxes: await taxesOn(ctx, paid, amountMinor),
      kind: 'client_credit',
      receiptId,
      amountMinor,
      issuedOn: receivedOn,
      refersTo: invoiceId,
      item: {
        component: 'prompt_payment',
        label: (paid.discountLabel ?? 'Prompt payment').slice(0, 60),
        note: `${paid.reference}, issued ${formatDate(paid.issuedOn)}, was paid on ${formatDate(receivedOn)}.`,
        discountScheduleId: paid.discountScheduleId,
      },
    });
    await postPromptPayment(ctx, credit.id, { postedOn: receivedOn, currency });
    settlements.push(
      { invoiceId, amountMinor, againstInvoiceId: credit.id },
      { invoiceId: credit.id, amountMinor: -amountMinor, againstInvoiceId: invoiceId },
    );
    const facts = { reference: credit.reference, amountMinor, currency, reason: 'prompt payment' };
    await recordEvent(ctx, creditIssued({ subjectId: credit.id, clientId, facts }));
  }
  return settlements;
}

/** The taxes of an early payment's discount, from those of the document that it pays. */
async function taxesOn(
  ctx: Context,
  { id, totalMinor }: ClientDocument,
  discountMinor: number,
): Promise<TaxOnCredit[]> {
  const { leg, taxRuleId, certificateId, jurisdiction, base, rate, baseMinor, reason } = invoiceTax;
  const taxes = await ctx.db
    .select({ leg, taxRuleId, certificateId, jurisdiction, base, rate, baseMinor, reason })
    .from(invoiceTax)
    .where(eq(invoiceTax.invoiceId, id))
    .orderBy(invoiceTax.id);
  const [document] = await ctx.db
    .select({ flow: sql<'principal' | 'agent'>`coalesce(${invoice.parties} ->> 'taxFlow', 'principal')` })
    .from(invoice)
    .where(eq(invoice.id, id));
  return taxesOfDiscount(discountMinor, totalMinor, taxes, document?.flow ?? 'principal');
}

async function keepOnAccount(
  ctx: Context,
  program: ProgramFacts,
  { id: receiptId, receivedOn, bankReference }: ReceiptInput,
  amountMinor: number,
): Promise<void> {
  const { id, reference } = await issueItemDocument(ctx, program, {
    kind: 'overpayment',
    receiptId,
    amountMinor,
    issuedOn: receivedOn,
    item: {
      component: 'on_account',
      label: 'On account',
      note: `What was left of the receipt ${bankReference} of ${formatDate(receivedOn)}.`,
    },
  });
  const { currency, clientId } = program;
  const facts = { reference, amountMinor, currency, reason: 'money on account' };
  await recordEvent(ctx, creditIssued({ subjectId: id, clientId, facts }));
}

async function tell(
  ctx: Context,
  { clientId, currency }: ProgramFacts,
  { id, amount, bankReference }: ReceiptInput,
  { matches, open }: { matches: Match[]; open: ClientDocument[] },
): Promise<void> {
  const facts = { amountMinor: amount, currency, bankReference };
  await recordEvent(ctx, receiptRecorded({ subjectId: id, clientId, facts }));
  await recordEvents(
    ctx,
    matches.map(({ invoiceId, amountMinor }) => {
      const reference = open.find((one) => one.id === invoiceId)?.reference ?? '';
      return invoiceSettled({
        subjectId: invoiceId,
        clientId,
        facts: { reference, amountMinor, currency, by: `the receipt ${bankReference}` },
      });
    }),
  );
}

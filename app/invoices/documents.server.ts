import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { invoiceDocument } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Database } from '#db/connection.ts';
import { today } from '#app/values/week.ts';
import type { DocumentLine, MoneyDocument, Party } from './document.ts';
import { renderDocumentPdf } from './document-pdf.server.ts';
import { discountSentence } from './discount-words.ts';
import { linesAfter, type InvoiceLine } from './document-lines.server.ts';
import { byCostCenter, bySupplier, byWorker, discountsOf, feesOf, taxesOf } from './document-sums.server.ts';
import { invoiceOf, type Invoice, type Parties, type Reader } from './invoices.server.ts';
import { itemsOf } from './items.server.ts';
import { isForClient, kinds } from './kinds.ts';

const LINES_A_BATCH = 2_000;

/** Runs each batch in a short transaction of its own: issued lines never change, so that they still fit together. */
export type WithReader = <T>(work: (ctx: Reader) => Promise<T>) => Promise<T>;

/**
 * An issued document as it stands on paper, without its lines; null where there is none or a wall stands before it.
 * Everything is read from the frozen rows.
 */
export async function loadDocument(ctx: Reader, id: string): Promise<MoneyDocument | null> {
  const row = await invoiceOf(ctx, id);
  return row ? documentFrom(ctx, row) : null;
}

async function documentFrom(ctx: Reader, row: Invoice): Promise<MoneyDocument> {
  const forClient = isForClient(row.kind);
  const { msp, client, supplier } = partiesOf(row.parties);
  const { title, settledBy } = kinds[row.kind];
  const groups = forClient
    ? { title: 'By supplier', rows: await bySupplier(ctx, row) }
    : { title: 'By worker', rows: await byWorker(ctx, row) };
  const discounts = await discountsOf(ctx, row);
  return {
    kind: row.kind,
    number: row.reference,
    title,
    issuedOn: row.issuedOn,
    dueOn: row.parties.payWhenPaid || settledBy ? null : row.dueOn,
    period: { startsOn: row.startsOn, endsOn: row.endsOn },
    currency: row.currency,
    seller: forClient ? msp : supplier,
    buyer: forClient ? client : msp,
    ...(row.refersToReference ? { refersTo: row.refersToReference } : {}),
    paymentTerms: settledBy ?? row.parties.paymentTerms,
    totals: totalsOf(row),
    fees: await feesOf(ctx, row),
    taxes: await taxesOf(ctx, row),
    discounts: discounts.map((discount) => discountSentence(discount, row.currency)),
    items: await itemsOf(ctx, row.id),
    byCostCenter: await byCostCenter(ctx, row),
    groups: [groups],
    notes: notesOf(row),
  };
}

const totalsOf = (row: Invoice) => ({
  timeMinor: row.timeMinor,
  otherMinor: row.otherMinor,
  discountMinor: row.discountMinor,
  feeMinor: row.feeMinor,
  taxMinor: row.taxMinor,
  totalMinor: row.totalMinor,
  minutes: row.minutes,
  lineCount: row.lineCount,
});

function partiesOf({ msp, client, supplier }: Parties) {
  const onPaper = (party: Parties['msp']): Party => ({
    name: party.name,
    addressLines: party.addressLines ?? [],
    ...(party.taxId ? { taxId: party.taxId } : {}),
  });
  return {
    msp: onPaper(msp),
    client: onPaper(client),
    supplier: onPaper(supplier ?? { name: '' }),
  };
}

function notesOf({ kind, parties, minutes, taxMinor }: Invoice): string[] {
  const proof = 'Every line names its timesheet; the timesheet names who approved it and when.';
  const proofs = minutes === 0 ? [] : [proof];
  const asAgent = parties.taxFlow === 'agent' && taxMinor !== 0;
  if (isForClient(kind))
    return [
      ...(asAgent
        ? [`${parties.msp.name} bills as agent: the tax on the work is collected for the suppliers.`]
        : []),
      ...proofs,
    ];
  return [
    `For work at ${parties.client.name}.`,
    'Self-billed under the agreement between the two parties. Please do not send an invoice for this work.',
    ...(asAgent
      ? ['The tax on the work is the output tax of the supplier, who owes it to the tax authority.']
      : []),
    ...proofs,
  ];
}

/**
 * A document's lines, in its order, read in batches as they are asked for.
 * @param timeZone of the program: the day of an approval is the day it was there
 */
export async function* linesOf(
  inTransaction: WithReader,
  id: string,
  timeZone: string,
): AsyncGenerator<DocumentLine> {
  let after: number | undefined;
  for (;;) {
    const batch = await inTransaction((ctx) => linesAfter(ctx, id, { after }, LINES_A_BATCH));
    for (const line of batch) yield documentLine(line, timeZone);
    if (batch.length < LINES_A_BATCH) return;
    after = batch.at(-1)?.id;
  }
}

const documentLine = (line: InvoiceLine, timeZone: string): DocumentLine => ({
  supplierName: line.supplierName,
  workerName: line.workerName,
  assignmentRef: `A-${line.assignmentNumber}`,
  jobTitle: line.jobTitle,
  weekEndsOn: line.weekEndsOn,
  serviceFrom: line.serviceFrom,
  payCode: line.payCode,
  costCenterCode: line.costCenterCode,
  minutes: line.minutes,
  billRate: line.billRate,
  amountMinor: line.amountMinor,
  discountMinor: line.discountMinor,
  feeMinor: line.feeMinor,
  taxMinor: line.taxMinor,
  totalMinor: line.totalMinor,
  approvedBy: line.approvedBy ?? '',
  approvedOn: line.approvedAt ? today(line.approvedAt, timeZone) : null,
  timesheetRef: sourceRef(line),
  note: line.note,
  purchaseOrder: line.purchaseOrder,
  creditsLineOf: line.creditsLineOf,
  supplierReference: line.supplierReference,
  splits: line.splits,
});

/**
 * What a line comes from. Weeks and expense sheets have no number; with worker and week beside it, the end of the id is
 * enough to tell one from another.
 */
export const sourceRef = ({
  timesheetId,
  expenseSheetId,
}: Pick<InvoiceLine, 'timesheetId' | 'expenseSheetId'>) =>
  timesheetId ? `T-${timesheetId.slice(-6)}` : expenseSheetId ? `E-${expenseSheetId.slice(-6)}` : '';

export type StoredDocument = { content: Uint8Array; sha256: string; mediaType: string };

/** The PDF as it was first made, if it was made yet. */
export async function storedDocument({ db }: Reader, id: string): Promise<StoredDocument | null> {
  const { content, sha256, mediaType } = invoiceDocument;
  const [row] = await db
    .select({ content, sha256, mediaType })
    .from(invoiceDocument)
    .where(eq(invoiceDocument.invoiceId, id));
  return row ?? null;
}

/**
 * Draws a document's PDF and keeps it with its hash, unless that was done before; the first one made stays. It is
 * drawn as the program sees it, whoever asks first: a document shows its own lines and nothing else.
 * Reading and drawing hold no transaction open.
 * @returns what is stored; null where there is no such document
 */
export async function makeDocument(database: Database, id: string): Promise<StoredDocument | null> {
  const asProgram: WithReader = (work) => walled(database, { side: 'msp' }, (db) => work({ db }));
  const { stored, row, document } = await asProgram(async (ctx) => {
    const stored = await storedDocument(ctx, id);
    const row = stored ? null : await invoiceOf(ctx, id);
    return { stored, row, document: row ? await documentFrom(ctx, row) : null };
  });
  if (stored || !row || !document) return stored;
  const content = await renderDocumentPdf(document, linesOf(asProgram, id, row.timeZone));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return asProgram(async (ctx) => {
    const made = { invoiceId: id, clientId: row.clientId, sha256, content };
    await ctx.db.insert(invoiceDocument).values(made).onConflictDoNothing();
    return storedDocument(ctx, id);
  });
}

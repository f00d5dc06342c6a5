import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { invoice, invoiceBalance, organization } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import type { InvoiceQuery } from './forms.ts';

/** All that reading takes of a context, so that a job without a person can read too. */
export type Reader = Pick<Context, 'db'>;

const INVOICES_A_PAGE = 50;

const party = z.object({
  name: z.string(),
  addressLines: z.array(z.string()).nullish(),
  taxId: z.string().nullish(),
});

/** Who a document is between, as they were on the day of issue. */
const partiesSchema = z.object({
  msp: party,
  client: party,
  supplier: party.nullish(),
  paymentTerms: z.string(),
  payWhenPaid: z.boolean().default(false),
  taxFlow: z.enum(['principal', 'agent']).default('principal'),
});
export type Parties = z.output<typeof partiesSchema>;

export type Invoice = Omit<typeof invoice.$inferSelect, 'parties'> & {
  parties: Parties;
  clientName: string;
  supplierName: string | null;
  timeZone: string;
  /** The document that it takes back or follows. */
  refersToReference: string | null;
};

const nameOf = (id: typeof invoice.clientId | typeof invoice.supplierId) =>
  sql<string>`(select o.name from ${organization} o where o.id = ${id})`;

const referred = alias(invoice, 'referred');

/** A document as far as the actor may see it; null where there is none, or a wall stands before it. */
export async function invoiceOf(ctx: Reader, id: string): Promise<Invoice | null> {
  const [row] = await ctx.db
    .select({
      invoice,
      clientName: organization.name,
      supplierName: nameOf(invoice.supplierId),
      timeZone: sql<string>`(select p.time_zone from program p where p.client_id = ${invoice.clientId})`,
      refersToReference: referred.reference,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .leftJoin(referred, eq(referred.id, invoice.refersTo))
    .where(eq(invoice.id, id));
  if (!row) return null;
  const { invoice: itself, ...names } = row;
  return { ...itself, ...names, parties: partiesSchema.parse(itself.parties) };
}

export type InvoiceRow = Awaited<ReturnType<typeof invoicesPage>>['rows'][number];

/** Documents, newest first, 50 a page: a client's invoices, a supplier's self-bills, all of them for the MSP. */
export async function invoicesPage(ctx: Context, query: InvoiceQuery) {
  const [afterDay, afterId] = query.after?.split('_') ?? [];
  const filters: (SQL | undefined)[] = [
    ownRows(ctx, { clientId: invoice.clientId, supplierId: invoice.supplierId }),
    query.kind ? eq(invoice.kind, query.kind) : undefined,
    query.client ? eq(invoice.clientId, query.client) : undefined,
    query.supplier ? eq(invoice.supplierId, query.supplier) : undefined,
    query.status ? eq(invoice.status, query.status) : undefined,
    query.month
      ? sql`${invoice.endsOn} >= ${`${query.month}-01`}::date and ${invoice.endsOn} < ${`${query.month}-01`}::date + interval '1 month'`
      : undefined,
    afterDay ? sql`(${invoice.issuedOn}, ${invoice.id}) < (${afterDay}::date, ${afterId}::uuid)` : undefined,
  ];
  const rows = await ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      reference: invoice.reference,
      status: invoice.status,
      clientName: organization.name,
      supplierName: nameOf(invoice.supplierId),
      currency: invoice.currency,
      startsOn: invoice.startsOn,
      endsOn: invoice.endsOn,
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      payWhenPaid: sql<boolean>`coalesce((${invoice.parties} ->> 'payWhenPaid')::boolean, false)`,
      isServiceCredit: sql<boolean>`${invoice.scorecardId} is not null`,
      lineCount: invoice.lineCount,
      minutes: invoice.minutes,
      totalMinor: invoice.totalMinor,
      openMinor: sql<number>`${invoiceBalance.totalMinor} - ${invoiceBalance.settledMinor}`.mapWith(Number),
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .innerJoin(invoiceBalance, eq(invoiceBalance.invoiceId, invoice.id))
    .where(and(...filters))
    .orderBy(desc(invoice.issuedOn), desc(invoice.id))
    .limit(INVOICES_A_PAGE + 1);
  return keysetPage(rows, INVOICES_A_PAGE, (row) => `${row.issuedOn}_${row.id}`);
}

/** The documents that a run issued: the client's invoice first, then the self-bills by number. At most 500. */
export async function invoicesOfRun(ctx: Context, runId: string) {
  return ctx.db
    .select({
      id: invoice.id,
      kind: invoice.kind,
      reference: invoice.reference,
      status: invoice.status,
      recipient: sql<string>`coalesce(${nameOf(invoice.supplierId)}, ${organization.name})`,
      currency: invoice.currency,
      lineCount: invoice.lineCount,
      minutes: invoice.minutes,
      timeMinor: invoice.timeMinor,
      otherMinor: invoice.otherMinor,
      discountMinor: invoice.discountMinor,
      feeMinor: invoice.feeMinor,
      taxMinor: invoice.taxMinor,
      totalMinor: invoice.totalMinor,
    })
    .from(invoice)
    .innerJoin(organization, eq(organization.id, invoice.clientId))
    .where(eq(invoice.billingRunId, runId))
    .orderBy(invoice.kind, invoice.number)
    .limit(500);
}
export type IssuedRow = Awaited<ReturnType<typeof invoicesOfRun>>[number];

import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { isPlainDate } from '#app/values/week.ts';

const day = z
  .string('Give a day.')
  .max(10, 'Give a day such as 2026-10-31.')
  .refine(isPlainDate, 'Give a day such as 2026-10-31.');

/** A period to bill. The id becomes the run's, so that a second press opens no second run. */
export const openRunForm = z.object({ id: z.uuid(), clientId: z.uuid(), startsOn: day, endsOn: day });
export type OpenRunInput = z.output<typeof openRunForm>;

/** A button with nothing to fill in. */
export const pressed = z.object({});

const reason = z
  .string('Say why.')
  .trim()
  .min(3, 'Say why, in a few words.')
  .max(1000, 'Say it in at most 1,000 characters.');

/** What becomes of parked charges, and why. */
export const parkedForm = z.object({
  charges: z
    .array(
      z.coerce.number<string>('Choose charges from the list.').int().positive(),
      'Choose at least one charge.',
    )
    .min(1, 'Choose at least one charge.')
    .max(500, 'Decide on at most 500 charges at once.'),
  decision: z.enum(['released', 'excluded'], 'Say whether to bill them or to leave them out.'),
  reason,
});
export type ParkedDecision = z.output<typeof parkedForm>;
export const releaseForm = z.object({ reason });

const cursor = z.string().max(60).refine(isCursor).optional();

/** The filters of the list of documents, as its address holds them. */
export const invoiceQuery = z.object({
  kind: z
    .enum(['client_invoice', 'self_bill', 'fee_invoice', 'client_credit', 'supplier_credit', 'overpayment'])
    .optional(),
  client: z.uuid().optional(),
  supplier: z.uuid().optional(),
  status: z
    .enum(['issued', 'approved', 'partially_paid', 'paid', 'payable', 'scheduled', 'remitted', 'applied'])
    .optional(),
  /** The month in which the period ends, '2026-10'. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  after: cursor,
});
export type InvoiceQuery = z.output<typeof invoiceQuery>;

/** Which lines of a document are shown. */
export const lineQuery = z.object({
  supplier: z.uuid().optional(),
  costCenter: z.uuid().optional(),
  purchaseOrder: z.uuid().optional(),
  department: z.uuid().optional(),
  job: z.uuid().optional(),
  worker: z.uuid().optional(),
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
});
export type LineQuery = z.output<typeof lineQuery>;

export const billingQuery = z.object({ client: z.uuid().optional(), after: cursor });
export type BillingQuery = z.output<typeof billingQuery>;

/** The sides from which a preview may be looked at. */
export const previewQuery = z.object({
  by: z.enum(['supplier', 'costCenter', 'worker', 'documents']).default('supplier'),
});

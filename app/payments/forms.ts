import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { parseAmount } from '#app/values/money.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { bankCodeKinds } from './bank-details.ts';

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

const optionalLine = (max: number) =>
  z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().max(max, `That is too long: at most ${max} characters.`))
    .default('');

const day = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

/** No receipt of any program is larger; more is a slip of the keyboard. */
export const MAX_AMOUNT_MINOR = 100_000_000_000;

// Programs have two-digit currencies only (program.currency).
const amount = (missing: string) =>
  z
    .string({ error: missing })
    .max(30, 'That is too long for an amount.')
    .transform((text, checks) => {
      const minor = parseAmount(text, 'USD');
      if (minor !== null && Math.abs(minor) <= MAX_AMOUNT_MINOR) return minor;
      checks.addIssue({ code: 'custom', message: 'Enter an amount such as 4,828.50.' });
      return z.NEVER;
    });

/** Documents that one receipt may be matched with on one page. */
export const MAX_MATCHES = 40;

export const receiptForm = z.object({
  id: z.uuid(),
  clientId: z.uuid({ error: 'Choose a program.' }),
  receivedOn: day('Enter the day the money came.'),
  amount: amount('Enter the amount that came.').refine((minor) => minor > 0, {
    error: 'A receipt is above zero.',
  }),
  bankReference: line('Enter the bank’s reference, so that nothing is recorded twice.', 80),
  note: optionalLine(400),
  matches: z
    .array(z.object({ invoiceId: z.uuid(), amount: amount('Enter 0 to leave it out.').default(0) }))
    .max(MAX_MATCHES)
    .default([]),
  // What the page showed would happen; recording refuses when it would be something else.
  seenLeftMinor: z.number().int().optional(),
  seenDiscountMinor: z.number().int().optional(),
});
export type ReceiptInput = z.output<typeof receiptForm>;

/** The same while it is being looked at: whatever is there counts. */
export const receiptQuery = z.object({
  clientId: z.uuid().optional(),
  receivedOn: z.string().refine(isPlainDate).optional(),
  amount: amount('').optional(),
  bankReference: z.string().max(80).optional(),
  note: z.string().max(400).optional(),
});
export type ReceiptQuery = z.output<typeof receiptQuery>;

export const applicationForm = z.object({
  invoiceId: z.uuid({ error: 'Choose the document to use it on.' }),
  amount: amount('Enter how much of it to use.').refine((minor) => minor > 0, {
    error: 'Use more than zero.',
  }),
});
export type ApplicationInput = z.output<typeof applicationForm>;

export const paymentRunForm = z.object({
  id: z.uuid(),
  clientId: z.uuid(),
  payOn: day('Enter the day the bank shall pay.'),
  seenTotalMinor: z.number().int(),
});
export type PaymentRunInput = z.output<typeof paymentRunForm>;

export const settlementForm = z.object({
  bankTrace: line('Enter the reference of the bank statement that shows it.', 80),
});
export type SettlementInput = z.output<typeof settlementForm>;

export const reasonForm = z.object({ reason: line('Say why, for everybody who reads it later.', 1000) });
export type ReasonInput = z.output<typeof reasonForm>;

export const pressed = z.object({});

const compact = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

export const bankForm = z.object({
  id: z.uuid(),
  holder: line('Enter who the account belongs to, as the bank spells it.', 140),
  bankCodeKind: z.enum(bankCodeKinds, { error: 'Choose how the bank is named.' }),
  bankCode: z
    .string({ error: 'Enter the bank’s code.' })
    .max(20, 'That is too long for a bank’s code.')
    .transform(compact)
    .pipe(z.string().regex(/^[A-Z0-9]{4,12}$/, 'A bank’s code has letters and digits only.')),
  accountNumber: z
    .string({ error: 'Enter the account number, or the IBAN.' })
    .max(60, 'That is too long for an account number.')
    .transform(compact)
    .pipe(z.string().regex(/^[A-Z0-9]{4,34}$/, 'An account number has letters and digits only.')),
  country: z
    .string({ error: 'Enter the bank’s country, such as US.' })
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'A country is two letters, such as US.'),
});
export type BankInput = z.output<typeof bankForm>;

export const consentForm = z.object({
  id: z.uuid(),
  taxNumber: line('Enter the tax number that stands on your invoices.', 40),
  agreed: z.literal('on', { error: 'Tick the box to agree.' }),
});
export type ConsentInput = z.output<typeof consentForm>;

const cursor = z.string().max(60).refine(isCursor).optional();

export const listQuery = z.object({
  client: z.uuid().optional(),
  supplier: z.uuid().optional(),
  status: z.string().max(20).optional(),
  after: cursor,
});
export type ListQuery = z.output<typeof listQuery>;

export const lineQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
});

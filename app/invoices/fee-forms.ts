import { z } from 'zod';

const month = z
  .string('Choose a month.')
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Choose a month such as 2026-06.');

/** Which month of which program is invoiced. */
export const feeInvoiceForm = z.object({ clientId: z.uuid(), month });
export type FeeInvoiceInput = z.output<typeof feeInvoiceForm>;

/** What is looked at: a program, and one of its months. */
export const feeInvoiceQuery = z.object({ client: z.uuid().optional(), month: month.optional() });

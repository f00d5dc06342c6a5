import { z } from 'zod';
import { compareRates, parseRate } from '#app/values/rate.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { assignment, type AssignmentStatus } from './lifecycle.ts';

/** A button and nothing else. */
export const pressForm = z.object({});

export const endForm = z.object({
  endsOn: z
    .string({ error: 'Enter the last day at work.' })
    .trim()
    .refine(isPlainDate, 'Enter a day of the calendar.'),
  reason: z
    .string({ error: 'Say why in a sentence; the other side reads it.' })
    .trim()
    .min(3, 'Say why in a sentence; the other side reads it.')
    .max(1000, 'Use at most 1,000 characters.'),
});
export type EndInput = z.output<typeof endForm>;

/** The supplier's own number; empty for none. */
export const supplierReferenceForm = z.object({
  supplierReference: z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().max(60, 'Use at most 60 characters.'))
    .default('')
    .transform((text) => text || null),
});
export type SupplierReferenceInput = z.output<typeof supplierReferenceForm>;

/** As the tables have it: numeric(10, 4), above zero. */
const rate = (missing: string) =>
  z
    .string({ error: missing })
    .max(40, 'That is too long for a rate.')
    .transform((typed, check) => {
      const parsed = parseRate(typed);
      if (parsed !== null && compareRates(parsed, '0') > 0 && compareRates(parsed, '999999.9999') <= 0)
        return parsed;
      check.addIssue({
        code: 'custom',
        message: 'A rate is above zero and has at most four decimals, such as 67.55.',
      });
      return z.NEVER;
    });

export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why in a sentence; the other side reads it.' })
    .trim()
    .min(3, 'Say why in a sentence; the other side reads it.')
    .max(1000, 'Use at most 1,000 characters.'),
});

const newRates = {
  effectiveFrom: z
    .string({ error: 'Choose the first day of the new rates.' })
    .trim()
    .refine(isPlainDate, 'Enter a day of the calendar.'),
  billRate: rate('Enter the new bill rate.'),
  payRate: rate('').optional(),
};

export const revisionForm = z.object({
  id: z.uuid(),
  ...newRates,
  ...reasonForm.shape,
  intent: z.enum(['preview', 'propose']),
});
export type RevisionInput = z.output<typeof revisionForm>;

/** What the address carries while a proposal is looked at before it is made. */
export const revisionQuery = z.object({
  effectiveFrom: newRates.effectiveFrom.optional(),
  billRate: newRates.billRate.optional(),
  payRate: newRates.payRate,
  reason: z.string().max(1000).optional(),
});

export const acceptanceForm = z.object({ payRate: newRates.payRate });
export type AcceptanceInput = z.output<typeof acceptanceForm>;

export const assignmentStatuses = Object.keys(assignment.moves) as [AssignmentStatus, ...AssignmentStatus[]];

export const listQuery = z.object({
  status: z.enum(assignmentStatuses).optional(),
  program: z.uuid().optional(),
  requisition: z.uuid().optional(),
  search: z.string().trim().max(80).optional(),
  after: z.uuid().optional(),
});
export type ListQuery = z.output<typeof listQuery>;

import { z } from 'zod';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { HIGHEST_TIER } from './tiers.ts';

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

const MAX_ADDRESS_LINES = 6;

export const supplierForm = z.object({
  id: z.uuid(),
  name: line('Enter the name that people use for the supplier.', 120),
  legalName: line('Enter the name that stands on statements.', 200),
  addressLines: z
    .string()
    .max(600, 'That is too long for an address.')
    .transform((text) =>
      withoutControls(text, 'kept')
        .split('\n')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((lines) => lines.length <= MAX_ADDRESS_LINES, { error: `At most ${MAX_ADDRESS_LINES} lines.` })
    .default([]),
  taxId: z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().max(40, 'That is too long: at most 40 characters.'))
    .optional(),
  affiliatedWithMsp: z.boolean().default(false),
});
export type SupplierInput = z.output<typeof supplierForm>;

export const enrollmentForm = z.object({
  supplierId: z.uuid({ error: 'Choose a supplier.' }),
  tier: z
    .number({ error: 'Choose a tier from 1 to 9.' })
    .int('A tier is a whole number.')
    .min(1, 'The first tier is 1.')
    .max(HIGHEST_TIER, `The last tier is ${HIGHEST_TIER}.`),
  enrolledOn: z
    .string({ error: 'Choose the day the supplier joins the program.' })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    }),
});
export type EnrollmentInput = z.output<typeof enrollmentForm>;

export const enrollQuery = z.object({ supplier: z.uuid().optional().catch(undefined) });

export const suppliersQuery = z.object({
  search: z
    .string()
    .max(100)
    .transform((text) => withoutControls(text).trim())
    .default(''),
  after: z.uuid().optional().catch(undefined),
});

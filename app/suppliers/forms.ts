import { z } from 'zod';
import { parsePercent } from '#app/values/percent.ts';
import { compareRates, parseRate } from '#app/values/rate.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { overtimeConventions } from './conventions.ts';
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

const day = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

/** As the table has it: numeric(10, 4), above zero. */
const rate = z
  .string()
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

/** @param most of a hundred: a typed `2.5` becomes the fraction `0.025` */
const percent = (least: 'zero' | 'above zero', most: number, below = false) =>
  z
    .string()
    .max(20, 'That is too long for a percentage.')
    .transform((typed, check) => {
      const fraction = parsePercent(typed);
      const value = Number(fraction);
      const fits = least === 'zero' || value > 0;
      if (fraction !== null && fits && (below ? value * 100 < most : value * 100 <= most)) return fraction;
      const range = `${least === 'zero' ? 'from 0' : 'above 0'} ${below ? 'and below' : 'up to'} ${most}`;
      check.addIssue({
        code: 'custom',
        message: `Enter a percentage ${range} with at most four decimals, such as 2.5.`,
      });
      return z.NEVER;
    });

const count = (least: number, most: number) =>
  z
    .number({ error: `Enter a whole number from ${least} to ${most}.` })
    .int('Enter a whole number.')
    .min(least, `At least ${least}.`)
    .max(most, `At most ${most}.`);

export const agreementForm = z
  .object({
    id: z.uuid(),
    startsOn: day('Choose the first day that it holds for.'),
    endsOn: day('').optional(),
    endRunning: z.boolean().default(false),
    overtimeConvention: z.enum(overtimeConventions, { error: 'Choose how overtime is billed.' }),
    overtimeBurden: percent('zero', 100).default('0'),
    overtimeRate: rate.optional(),
    doubleTimeRate: rate.optional(),
    maxMarkup: percent('zero', 500).optional(),
    supplierTermsDays: count(0, 180).optional(),
    payWhenPaid: z
      .enum(['yes', 'no'])
      .optional()
      .transform((answer) => (answer === undefined ? null : answer === 'yes')),
    tenureWeeks: count(1, 260).optional(),
    tenurePercent: percent('above zero', 100, true).optional(),
    nonbillableDays: count(0, 30).default(0),
  })
  .superRefine((typed, check) => {
    const say = (field: string, message: string) =>
      check.addIssue({ code: 'custom', path: [field], message });
    const fixed = typed.overtimeConvention === 'fixed';
    if (fixed && !typed.overtimeRate)
      say('overtimeRate', 'Enter the rate that an hour of overtime is billed at.');
    if (!fixed && typed.overtimeRate)
      say('overtimeRate', 'A rate belongs to fixed rates only. Choose those, or clear it.');
    if (!fixed && typed.doubleTimeRate)
      say('doubleTimeRate', 'A rate belongs to fixed rates only. Choose those, or clear it.');
    if (typed.tenureWeeks && !typed.tenurePercent)
      say('tenurePercent', 'Enter how much the bill rate falls by then.');
    if (typed.tenurePercent && !typed.tenureWeeks)
      say('tenureWeeks', 'Enter after how many weeks the bill rate falls.');
  });
export type AgreementInput = z.output<typeof agreementForm>;

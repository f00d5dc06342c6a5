import { z } from 'zod';
import { volumeMethods } from '#app/values/discount.ts';
import { parseAmount } from '#app/values/money.ts';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { discountKinds, spendWindows } from './discounts.ts';

/** More steps than this no schedule has. */
export const MOST_TIERS = 6;

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

const date = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

const MOST_MINOR = 1_000_000_000_00;

// Every currency on offer has two digits, so that it does not matter which of them this is.
const amount = z
  .string()
  .max(20, 'That is too long for an amount.')
  .transform((text, check) => {
    const minor = parseAmount(text, 'USD');
    if (minor !== null && minor >= 0 && minor <= MOST_MINOR) return minor;
    check.addIssue({ code: 'custom', message: 'Enter an amount, such as 250,000.00.' });
    return z.NEVER;
  });

const share = z
  .string()
  .max(20, 'Enter a percentage, such as 2.')
  .transform((text, check) => {
    const fraction = parsePercent(text);
    if (fraction !== null && Number(fraction) < 1) return fraction;
    check.addIssue({
      code: 'custom',
      message:
        fraction === null
          ? 'Enter a percentage with at most four decimals, such as 2.'
          : 'A discount is below 100 %.',
    });
    return z.NEVER;
  });

/** A row of which nothing is filled in is no tier. */
const tier = z
  .object({ fromMinor: amount.optional(), fraction: share.optional() })
  .transform(({ fromMinor, fraction }, check) => {
    if (fromMinor === undefined && fraction === undefined) return null;
    if (fromMinor !== undefined && fraction !== undefined) return { fromMinor, fraction };
    const path = fromMinor === undefined ? 'fromMinor' : 'fraction';
    check.addIssue({
      code: 'custom',
      path: [path],
      message: fromMinor === undefined ? 'Enter from which spend on.' : 'Enter the share that it gives.',
    });
    return z.NEVER;
  });

const newDiscount = z.object({
  verb: z.literal('add'),
  id: z.uuid(),
  kind: z.enum(discountKinds, { error: 'Choose what the discount is for.' }),
  label: line('Enter what the discount is called on documents.', 60),
  supplierId: z.uuid({ error: 'Choose a supplier of this program.' }).optional(),
  method: z.enum(volumeMethods, { error: 'Choose how the tiers count.' }).optional(),
  spendWindow: z.enum(spendWindows, { error: 'Choose which spend counts.' }).optional(),
  tiers: z
    .array(tier)
    .max(MOST_TIERS)
    .default([])
    .transform((rows) => rows.flatMap((row) => row ?? [])),
  openingMinor: amount.default(0),
  openingOn: date('').optional(),
  fraction: share.optional(),
  withinDays: z
    .number({ error: 'Enter a whole number of days.' })
    .int('Enter a whole number of days.')
    .min(1, 'At least 1 day.')
    .max(90, 'At most 90 days.')
    .optional(),
  startsOn: date('Choose the first day that the discount is for.'),
  endsOn: date('').optional(),
});
export type DiscountInput = z.output<typeof newDiscount>;

const lastDayOfDiscount = z.object({
  verb: z.literal('end'),
  scheduleId: z.uuid(),
  lastDay: date('Choose the last day that the discount is for.'),
});

/** The page of discounts adds one, or gives one its last day. */
export const discountForm = z.discriminatedUnion('verb', [newDiscount, lastDayOfDiscount]);

import { z } from 'zod';
import { parseAmount } from '#app/values/money.ts';
import { parsePercent } from '#app/values/percent.ts';
import { compareRates, parseRate } from '#app/values/rate.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { activeWorkers, flatComponents, fundings, roundings } from './labels.ts';

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

/** A percentage as its exact fraction. What is above the limit is told apart from what is no percentage. */
const percent = (most: number, { mayBeNothing = false } = {}) =>
  z
    .string({ error: 'Enter a percentage, such as 2.5.' })
    .max(20, 'Enter a percentage, such as 2.5.')
    .transform((text, check) => {
      const fraction = parsePercent(text);
      const message =
        fraction === null
          ? 'Enter a percentage with at most four decimals, such as 2.5.'
          : Number(fraction) * 100 > most
            ? `That is over ${most} %. Enter at most ${most}.`
            : Number(fraction) === 0 && !mayBeNothing
              ? 'Enter a percentage above 0.'
              : null;
      if (message === null && fraction !== null) return fraction;
      check.addIssue({ code: 'custom', message: message ?? '' });
      return z.NEVER;
    });

const HIGHEST_CAP = '9999.9999';

const capPerHour = z
  .string()
  .max(20, 'Enter an amount per hour, such as 2.50.')
  .transform((text, check) => {
    const rate = parseRate(text);
    if (rate !== null && compareRates(rate, '0') > 0 && compareRates(rate, HIGHEST_CAP) <= 0) return rate;
    check.addIssue({
      code: 'custom',
      message: 'Enter an amount per hour above 0 with at most four decimals, such as 2.50.',
    });
    return z.NEVER;
  });

const newFee = {
  id: z.uuid(),
  label: line('Enter what the fee is called on invoices and statements.', 60),
  funding: z.enum(fundings, { error: 'Choose who bears the fee.' }),
  percent: percent(100),
  supplierId: z.uuid({ error: 'Choose a supplier of this program.' }).optional(),
  rounding: z.enum(roundings, { error: 'Choose how the fee is rounded.' }).default('line'),
  capPerHour: capPerHour.optional(),
  startsOn: date('Choose the first day of work that the fee is taken on.'),
  endsOn: date('').optional(),
  endRunning: z.boolean().default(false),
};

const addedFee = z.object({ verb: z.literal('add'), ...newFee });
export type FeeInput = z.output<typeof addedFee>;

const lastDayOfFee = z.object({
  verb: z.literal('end'),
  feeId: z.uuid(),
  lastDay: date('Choose the last day of work that the fee is taken on.'),
});

/** The page of fees adds one, shows what one would do, or gives one that runs its last day. */
export const feeForm = z.discriminatedUnion('verb', [
  addedFee,
  z.object({ verb: z.literal('show'), ...newFee }),
  lastDayOfFee,
]);

/** What was typed, as the address holds it between looking and adding. */
export const feeDraftQuery = z.object({
  label: z.string().max(60).optional(),
  percent: z.string().max(20).optional(),
  funding: z.enum(fundings).optional(),
  supplierId: z.uuid().optional(),
  rounding: z.enum(roundings).optional(),
  capPerHour: z.string().max(20).optional(),
  startsOn: z.string().refine(isPlainDate).optional(),
  endsOn: z.string().refine(isPlainDate).optional(),
  endRunning: z.literal('on').optional(),
});
export type FeeDraft = z.output<typeof feeDraftQuery>;

// Every currency on offer has two digits, so that it does not matter which of them this is.
const amount = z
  .string({ error: 'Enter an amount, such as 4,000.00.' })
  .max(20, 'That is too long for an amount.')
  .transform((text, check) => {
    const minor = parseAmount(text, 'USD');
    if (minor !== null && minor > 0 && minor <= 100_000_000_00) return minor;
    check.addIssue({
      code: 'custom',
      message: 'Enter an amount above 0 with at most two decimals, such as 4,000.00.',
    });
    return z.NEVER;
  });

const newFlatFee = z.object({
  verb: z.literal('add'),
  id: z.uuid(),
  label: line('Enter what the fee is called on the invoice.', 60),
  component: z.enum(flatComponents, { error: 'Choose what the fee is for.' }),
  amountMinor: amount,
  activeWorker: z.enum(activeWorkers, { error: 'Choose who counts as an active worker.' }).optional(),
  yearlyIndexation: percent(50, { mayBeNothing: true }).optional(),
  startsOn: date('Choose the first day that the fee is for.'),
  endsOn: date('').optional(),
});
export type FlatFeeInput = z.output<typeof newFlatFee>;

const lastDayOfFlatFee = z.object({
  verb: z.literal('end'),
  feeId: z.uuid(),
  lastDay: date('Choose the last day that the fee is for.'),
});

/** The page of flat fees adds one, or gives one that runs its last day. */
export const flatFeeForm = z.discriminatedUnion('verb', [newFlatFee, lastDayOfFlatFee]);

import { z } from 'zod';
import { parseAmount } from '#app/values/money.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import {
  buyerTypes,
  cadences,
  costBookings,
  currencies,
  overtimeRules,
  rateBases,
  taxFlows,
} from './labels.ts';

/** One line of text; `missing` says what to do when it is blank. */
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
    .optional();

const date = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

const wholeNumber = (missing: string, min: number, max: number) =>
  z
    .number({ error: missing })
    .int('Enter a whole number.')
    .min(min, `At least ${min}.`)
    .max(max, `At most ${max}.`);

const id = z.uuid();

const MAX_ADDRESS_LINES = 6;

const addressLines = z
  .string()
  .max(600, 'That is too long for an address.')
  .transform((text) =>
    withoutControls(text, 'kept')
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .refine((lines) => lines.length <= MAX_ADDRESS_LINES, { error: `At most ${MAX_ADDRESS_LINES} lines.` })
  .default([]);

const isTimeZone = (name: string) => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);

const terms = {
  effectiveFrom: date('Choose the day the terms start.'),
  overtimeRule: z.enum(overtimeRules, { error: 'Choose an overtime rule.' }),
  paymentTermsDays: wholeNumber('Enter in how many days the client pays.', 0, 180),
  supplierTermsDays: wholeNumber('Enter in how many days suppliers are paid.', 0, 180),
  payWhenPaid: z.boolean().default(false),
  mspScreensSubmittals: z.boolean().default(false),
  submittalsPerSupplier: wholeNumber('Enter how many candidates a supplier may submit.', 1, 50),
  costBooking: z.enum(costBookings, { error: 'Choose how hours are booked.' }).default('worker'),
  taxFlow: z.enum(taxFlows, { error: 'Choose who sells the work.' }).default('principal'),
  buyerType: z.enum(buyerTypes, { error: 'Choose what kind of buyer the client is.' }).default('business'),
};

export const termsForm = z.object({ id, ...terms });
export type TermsInput = z.output<typeof termsForm>;

/** What everybody in the program may see; an unchecked box is not sent. */
export const publicationForm = z.object({
  payRate: z.boolean().default(false),
  clientFee: z.boolean().default(false),
});
export type PublicationInput = z.output<typeof publicationForm>;

export const programForm = z.object({
  id,
  name: line('Enter the name that people use for the client.', 120),
  legalName: line('Enter the name that stands on invoices.', 200),
  addressLines,
  taxId: optionalLine(40),
  code: z
    .string({ error: 'Enter a code of two to six letters, such as HAL.' })
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2,6}$/, 'A code has two to six letters, such as HAL.'),
  currency: z.enum(currencies, { error: 'Choose a currency.' }),
  timeZone: z
    .string({ error: 'Choose a time zone, such as America/Los_Angeles.' })
    .trim()
    .max(60)
    .refine(isTimeZone, { error: 'Choose a time zone from the list, such as America/Los_Angeles.' }),
  weekEndsOn: wholeNumber('Choose the last day of the week.', 0, 6),
  billingCadence: z.enum(cadences, { error: 'Choose how often the client is billed.' }),
  ...terms,
  financeAbove: z
    .string()
    .max(20, 'That is too long for an amount.')
    .transform((text, check) => {
      // Every currency on offer has two digits, so that it does not matter which of them this is.
      const minor = parseAmount(text, 'USD');
      if (minor !== null && minor >= 0) return minor;
      check.addIssue({ code: 'custom', message: 'Enter an amount, such as 50,000.' });
      return z.NEVER;
    })
    .optional(),
});
export type ProgramInput = z.output<typeof programForm>;

const code = line('Enter a short code.', 20);

export const siteForm = z.object({
  id,
  code,
  name: line('Enter the name of the site.', 120),
  city: line('Enter the city.', 80),
  region: line('Enter the state or region.', 80),
});
export type SiteInput = z.output<typeof siteForm>;

export const departmentForm = z.object({ id, code, name: line('Enter the name of the department.', 120) });
export type DepartmentInput = z.output<typeof departmentForm>;

export const costCenterForm = z.object({
  id,
  departmentId: z.uuid({ error: 'Choose the department it belongs to.' }),
  code,
  name: line('Enter the name of the cost center.', 120),
});
export type CostCenterInput = z.output<typeof costCenterForm>;

export const rateCardForm = z.object({
  id,
  // A form without a chosen file and one with an empty file look alike when they arrive.
  file: z.file({ error: 'Choose a file that holds rates. None came, or it was empty.' }),
  basis: z.enum(rateBases, { error: 'Choose which rate becomes the maximum.' }),
  effectiveFrom: date('Choose the day the rates start.'),
});
export type RateCardInput = z.output<typeof rateCardForm>;

/** Which rows of a preview are shown. */
export const previewQuery = z.object({
  show: z.enum(['new', 'changed', 'same', 'merged', 'refused']).optional().catch(undefined),
  after: z
    .string()
    .regex(/^[0-9A-Z-]{1,24}$/)
    .optional()
    .catch(undefined),
});

export const jobsQuery = z.object({
  search: z
    .string()
    .max(100)
    .transform((text) => withoutControls(text).trim())
    .default(''),
  after: z.uuid().optional().catch(undefined),
});

import { z } from 'zod';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { bases, buyerTypes, legs, serviceClasses } from './labels.ts';

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

const date = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '1990-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 1990 and 2100.',
    });

const country = z
  .string({ error: 'Enter the country, such as US.' })
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'A country is two letters, such as US.');

const region = line('Enter the state or region as it stands with the sites, such as CT.', 80);

const rate = z
  .string()
  .max(20, 'Enter a percentage, such as 6.35.')
  .transform((text, check) => {
    const fraction = parsePercent(text);
    if (fraction !== null && Number(fraction) < 1) return fraction;
    check.addIssue({
      code: 'custom',
      message:
        fraction === null
          ? 'Enter a percentage with at most four decimals, such as 6.35.'
          : 'No rate is 100 % or more. Enter one such as 6.35.',
    });
    return z.NEVER;
  });

export const taxRuleForm = z.object({
  id: z.uuid(),
  country,
  region,
  serviceClass: z.enum(serviceClasses, { error: 'Choose the kind of service.' }),
  buyerType: z.enum(buyerTypes, { error: 'Choose a kind of buyer from the list.' }).optional(),
  leg: z.enum(legs, { error: 'Choose what is taxed.' }),
  base: z.enum(bases, { error: 'Choose how much of it is taxed.' }),
  rate: rate.optional(),
  jurisdiction: line('Enter who levies it, such as Connecticut.', 60),
  reason: z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().max(300, 'That is too long: at most 300 characters.'))
    .default(''),
  source: line('Say where this stands: a statute, a notice, an address.', 300),
  sourcedOn: date('Choose the day on which you looked it up.'),
  startsOn: date('Choose the first day of service that the rule is for.'),
  endsOn: date('').optional(),
  endRunning: z.boolean().default(false),
});
export type TaxRuleInput = z.output<typeof taxRuleForm>;

export const lastDayForm = z.object({ lastDay: date('Choose the last day.') });

export const certificateForm = z.object({
  id: z.uuid(),
  country,
  region,
  number: line('Enter the number of the certificate.', 60),
  reason: line('Say why the client is exempt. It is printed on the documents.', 300),
  file: z.file({ error: 'Choose the certificate as a PDF.' }).optional(),
  startsOn: date('Choose the first day that the certificate is for.'),
  endsOn: date('').optional(),
});
export type CertificateInput = z.output<typeof certificateForm>;

export const taxQuery = z.object({
  region: z
    .string()
    .max(80)
    .transform((text) => withoutControls(text).trim())
    .optional(),
  serviceClass: z.string().max(40).optional(),
  leg: z.enum(legs).optional(),
  /** Only what is in force today, unless `all`. */
  when: z.enum(['now', 'all']).default('now'),
  after: z.uuid().optional(),
});
export type TaxQuery = z.output<typeof taxQuery>;

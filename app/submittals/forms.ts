import { z } from 'zod';
import { compareRates, parseRate } from '#app/values/rate.ts';
import { isPlainDate } from '#app/values/week.ts';
import { endedStatuses, liveStatuses } from './lifecycle.ts';

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max.toLocaleString('en')} characters.`);

const date = (missing: string) =>
  z.string({ error: missing }).trim().refine(isPlainDate, 'Enter a day of the calendar.');

/** As the tables have it: numeric(10, 4), above zero. */
const HIGHEST_RATE = '999999.9999';

const rate = (missing: string) =>
  z
    .string({ error: missing })
    .max(40, 'That is too long for a rate.')
    .transform((typed, ctx) => {
      const parsed = parseRate(typed);
      if (parsed !== null && compareRates(parsed, '0') > 0 && compareRates(parsed, HIGHEST_RATE) <= 0)
        return parsed;
      ctx.addIssue({
        code: 'custom',
        message: 'Enter an amount an hour above zero, with at most four decimals, such as 67.55.',
      });
      return z.NEVER;
    });

export const submitForm = z
  .object({
    id: z.uuid(),
    candidateId: z.uuid('Choose somebody from the list.').optional(),
    name: text(120).optional(),
    email: z.email('Enter an e-mail address, such as a.romero@mail.example.').max(254).optional(),
    phone: text(40).optional(),
    summary: text(2000).default(''),
    billRate: rate('Enter the bill rate.'),
    payRate: rate('Enter the pay rate.'),
    availableFrom: date('Enter the first day the candidate is free.'),
    note: text(2000).default(''),
    // What it is and how large is looked at when it is stored.
    resume: z.file('Choose a file.').optional(),
    represented: z.literal('on', {
      error: 'Confirm that the candidate agreed to be represented by your firm for this job.',
    }),
  })
  .superRefine((typed, ctx) => {
    if (typed.candidateId) {
      if (typed.name || typed.email)
        ctx.addIssue({
          code: 'custom',
          path: ['candidateId'],
          message: 'Either choose somebody here or enter somebody new below, not both.',
        });
      return;
    }
    if (!typed.name) ctx.addIssue({ code: 'custom', path: ['name'], message: 'Enter the candidate’s name.' });
    if (!typed.email)
      ctx.addIssue({ code: 'custom', path: ['email'], message: 'Enter the candidate’s e-mail address.' });
  });
export type SubmitInput = z.output<typeof submitForm>;

export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why in a sentence; the other side reads it.' })
    .trim()
    .min(3, 'Say why in a sentence; the other side reads it.')
    .max(1000, 'Use at most 1,000 characters.'),
});
export type ReasonInput = z.output<typeof reasonForm>;

export const offerForm = z.object({
  id: z.uuid(),
  billRate: rate('Enter the rate you offer.'),
  startsOn: date('Enter the first day.'),
  endsOn: date('Enter the last day.'),
  expiresOn: date('Enter the day until which the offer stands.'),
  message: text(2000).default(''),
});
export type OfferInput = z.output<typeof offerForm>;

/** A button and nothing else. */
export const pressForm = z.object({});

export const listQuery = z.object({
  status: z.enum([...liveStatuses, 'selected', 'placed', ...endedStatuses]).optional(),
  program: z.uuid().optional(),
  search: z.string().trim().max(80).optional(),
  after: z.uuid().optional(),
});
export type ListQuery = z.output<typeof listQuery>;

import { z } from 'zod';
import { Decimal, parseDecimal } from '#app/values/decimal.ts';
import { parsePercent } from '#app/values/percent.ts';
import { parseRate } from '#app/values/rate.ts';
import { isPlainDate } from '#app/values/week.ts';
import { requisitionStatuses } from './lifecycle.ts';

export const MAX_SPLITS = 6;
export const MAX_TITLE = 200;
export const MAX_DESCRIPTION = 4000;
export const MAX_REASON = 1000;

/** Turns text into a value by a parser that answers null, with the sentence for what it could not read. */
const read = <T>(parse: (text: string) => T | null, sentence: string, maxLength = 40) =>
  z
    .string({ error: sentence })
    .trim()
    .max(maxLength, sentence)
    .transform((text, issues) => {
      const value = parse(text);
      if (value !== null) return value;
      issues.addIssue({ code: 'custom', message: sentence });
      return z.NEVER;
    });

const chosen = (what: string) => z.uuid(`Choose ${what}.`);
const day = (what: string) =>
  read((text) => (isPlainDate(text) ? text : null), `Say ${what} as a date, such as 2026-11-30.`);
const rate = read(parseRate, 'A rate is an amount per hour with at most four decimals, such as 67.55.');

/** Hours a week as minutes: between one hour and the 168 that a week has, to the nearest minute. */
export function parseWeekHours(text: string): number | null {
  const hours = parseDecimal(text.trim().replace(/\s*h$/i, ''), 4);
  if (hours === null) return null;
  const minutes = Number(new Decimal(hours).times(60).toFixed(0));
  return minutes >= 60 && minutes <= 10_080 ? minutes : null;
}

const splitRow = z
  .object({
    costCenterId: z.uuid('Choose a cost center.').optional(),
    percent: read(
      parsePercent,
      'A share is a percentage with at most four decimals, such as 62.5.',
    ).optional(),
  })
  .optional();

export type SplitRow = { costCenterId?: string | undefined; percent?: string | undefined };

/** A requisition as a person hands it in. `splits[].percent` comes out as an exact fraction. */
export const requisitionForm = z.object({
  id: z.uuid(),
  clientId: chosen('a program'),
  jobId: chosen('a job'),
  title: z
    .string({ error: 'Give it a title.' })
    .trim()
    .min(1, 'Give it a title.')
    .max(MAX_TITLE, `A title has at most ${MAX_TITLE} characters.`),
  positions: z
    .int({ error: 'Say how many people are needed, from 1 to 500.' })
    .min(1, 'At least one person must be needed.')
    .max(500, 'One requisition asks for at most 500 people.'),
  siteId: chosen('a site'),
  departmentId: chosen('a department'),
  hiringManagerId: chosen('a hiring manager'),
  startsOn: day('when it starts'),
  endsOn: day('when it ends'),
  weekMinutes: read(parseWeekHours, 'Say the hours a week, from 1 to 168, such as 40.'),
  minBillRate: rate,
  maxBillRate: rate,
  splits: z
    .array(splitRow)
    .max(MAX_SPLITS, `At most ${MAX_SPLITS} cost centers share one requisition.`)
    .default([]),
  description: z
    .string()
    .trim()
    .max(MAX_DESCRIPTION, `A description has at most ${MAX_DESCRIPTION} characters.`)
    .default(''),
  intent: z.enum(['draft', 'submit']).default('draft'),
});
export type RequisitionInput = z.output<typeof requisitionForm>;

export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why, in a sentence.' })
    .trim()
    .min(3, 'Say why, in a sentence.')
    .max(MAX_REASON, `A reason has at most ${MAX_REASON} characters.`),
});
export type ReasonInput = z.output<typeof reasonForm>;

export const releaseForm = z.object({
  suppliers: z
    .array(z.uuid(), { error: 'Choose at least one supplier.' })
    .min(1, 'Choose at least one supplier.')
    .max(500, 'At most 500 suppliers at once.'),
});

/** A button and nothing else. */
export const pressForm = z.object({});

const cursor = z.uuid().optional();

/** The filters of the list, as its address carries them. */
export const listQuery = z.object({
  status: z.enum(['live', 'all', ...requisitionStatuses]).default('live'),
  program: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  after: cursor,
});
export type ListQuery = z.output<typeof listQuery>;

/** How far somebody has come towards a new requisition: a program, a search for the job, the job. */
export const newQuery = z.object({
  program: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  job: z.uuid().optional(),
});

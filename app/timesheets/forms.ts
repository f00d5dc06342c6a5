import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { parseHours } from '#app/values/hours.ts';
import { isPlainDate } from '#app/values/week.ts';

export const MAX_COST_CENTERS = 20;
export const MAX_NOTE = 1000;
export const MAX_REASON = 1000;
/** As many weeks as one press may decide on. */
export const MAX_BULK = 1000;
/** Weeks to enter are shown up to here; a search narrows them. */
export const OFFERED_LIMIT = 100;

/** One day on one cost center, in minutes; an empty cell is no time. */
const hours = z
  .string()
  .max(12, 'Write hours as 8, 8.5 or 8:30.')
  .optional()
  .transform((text, check) => {
    const minutes = parseHours(text ?? '');
    if (minutes !== null) return minutes;
    check.addIssue({
      code: 'custom',
      message: `Write hours as 8, 8.5 or 8:30, at most 24; “${text}” is none.`,
    });
    return z.NEVER;
  });

const sevenDays = z
  .array(hours)
  .max(7)
  .default([])
  .transform((days) => Array.from({ length: 7 }, (_, day) => days[day] ?? 0));

/**
 * The week as it stands in the grid: `rows[0].costCenterId`, `rows[0].days[0]` to `rows[0].days[6]`.
 * `copy` is pressed to fill the grid with the hours of the week before, for browsers without scripts.
 */
export const weekForm = z.object({
  rows: z
    .array(z.object({ costCenterId: z.uuid(), days: sevenDays }))
    .max(MAX_COST_CENTERS)
    .default([]),
  note: z.string().trim().max(MAX_NOTE, `Keep the note to ${MAX_NOTE} characters.`).default(''),
  attest: z.boolean().default(false),
  intent: z.enum(['save', 'submit']).default('save'),
  copy: z.literal('last-week').optional(),
});
export type WeekInput = z.output<typeof weekForm>;
export type WeekRow = WeekInput['rows'][number];

const plainDate = z.string().refine(isPlainDate, 'That is no date.');

export const startForm = z.object({ assignmentId: z.uuid(), weekEndsOn: plainDate });
export type StartInput = z.output<typeof startForm>;

export const rejectionForm = z.object({
  reason: z
    .string({ error: 'Say what is to be corrected: they see these words.' })
    .trim()
    .min(1, 'Say what is to be corrected: they see these words.')
    .max(MAX_REASON, `Keep the reason to ${MAX_REASON} characters.`),
});

/** Back to a list or the work queue, never to another site. */
const localPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])/)
  .catch('/');

export const approvalsForm = z.object({
  ids: z
    .array(z.uuid())
    .min(1, 'Choose the weeks to approve first.')
    .max(MAX_BULK, `At most ${MAX_BULK} weeks are approved at once.`),
  backTo: localPath.default('/'),
});

export const listStatuses = [
  ...['draft', 'submitted', 'approved', 'invoiced'],
  ...['paid', 'complete', 'corrected'],
] as const;

/** The filters of the list, as its address carries them. */
export const listQuery = z.object({
  status: z.enum(listStatuses).optional(),
  program: z.uuid().optional(),
  assignment: z.uuid().optional(),
  week: plainDate.optional(),
  after: z.string().max(60).refine(isCursor).optional(),
});
export type ListQuery = z.output<typeof listQuery>;

export const missingQuery = z.object({
  assignment: z.uuid().optional(),
  week: plainDate.optional(),
  worker: z.string().trim().max(80).optional(),
});
export type MissingQuery = z.output<typeof missingQuery>;

/** Why approved time is corrected; whoever approves the new version reads it. */
export const correctForm = z.object({
  reason: z
    .string('Say what was wrong.')
    .trim()
    .min(3, 'Say what was wrong, in a few words.')
    .max(1000, 'Say it in at most 1,000 characters.'),
});
export type CorrectInput = z.output<typeof correctForm>;

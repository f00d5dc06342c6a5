import { z } from 'zod';
import { isCountedCursor } from '#app/values/cursor.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { groupNames } from './kinds.ts';

const day = z.string().refine(isPlainDate);

/** Where a page of the trail begins: the time and the id of the event before it. */
const cursor = z.string().max(60).refine(isCountedCursor);

/** The filters of the trail, as they stand in the address. */
export const trailQuery = z.object({
  text: z
    .string()
    .max(100)
    .transform((text) => withoutControls(text).trim())
    .optional(),
  group: z.enum(groupNames).optional(),
  client: z.uuid().optional(),
  person: z.uuid().optional(),
  subject: z.uuid().optional(),
  from: day.optional(),
  to: day.optional(),
  after: cursor.optional(),
});
export type TrailQuery = z.output<typeof trailQuery>;

export const deploymentsQuery = z.object({ after: z.uuid().optional() });

/** Which exports: all, or the one with this SHA-256, as people copy it: in capitals too, and with what stands around it. A longer hash is none. */
export const exportsQuery = z.object({
  sha256: z
    .string()
    .max(300)
    .transform(
      (text) => /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f]{32})/i.exec(text)?.[0].toLowerCase() ?? text.trim(),
    )
    .optional(),
  after: cursor.optional(),
});

export const pressed = z.object({});

export const accessQuery = z.object({
  organization: z.uuid().optional(),
  after: z.string().max(400).optional(),
});
export type AccessQuery = z.output<typeof accessQuery>;

export const reviewForm = z.object({
  id: z.uuid(),
  organizationId: z.uuid().optional(),
  reviewedOn: z
    .string({ error: 'Enter the day you looked.' })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01', {
      error: 'Enter a day such as 2026-11-29.',
    }),
  listSha256: z.string().regex(/^[0-9a-f]{64}$/, 'Open the list again and look once more.'),
  note: z
    .string()
    .transform((text) => withoutControls(text, 'kept').trim())
    .pipe(z.string().max(1000, 'That is too long: at most 1,000 characters.'))
    .default(''),
});
export type ReviewInput = z.output<typeof reviewForm>;

/** Whose books, and of which year. */
export const booksQuery = z.object({
  program: z.uuid().optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
});
export type BooksQuery = z.output<typeof booksQuery>;

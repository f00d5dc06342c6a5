import { z } from 'zod';
import { isCountedCursor } from '#app/values/cursor.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';

export const MAX_REASON = 1_000;

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const day = z.string().refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31');
const client = z.uuid();

/** The trial balance: of which program, and up to which day. */
export const balanceQuery = z.object({
  client: client.optional().catch(undefined),
  asOf: day.optional().catch(undefined),
});

/** One account's entries: of which month, and where the page begins. */
export const accountQuery = z.object({
  month: month.optional().catch(undefined),
  after: z.string().max(60).refine(isCountedCursor).optional().catch(undefined),
});
export type AccountQuery = z.output<typeof accountQuery>;

/** Which entries a file holds. */
export const entriesQuery = z.object({
  client: client.optional().catch(undefined),
  month: month.optional().catch(undefined),
});
export type EntriesQuery = z.output<typeof entriesQuery>;

export const periodsQuery = z.object({ client: client.optional().catch(undefined) });

/** A month to close. It has no row before the first time, so it is named by program and month. */
export const closingForm = z.object({
  client: z.uuid({ error: 'Choose a program.' }),
  month: month.transform((text) => `${text}-01`),
});
export type ClosingInput = z.output<typeof closingForm>;

export const reopeningForm = z.object({
  reason: z
    .string({ error: 'Say why the month must be opened again.' })
    .transform((text) => withoutControls(text, 'kept').trim())
    .pipe(
      z
        .string()
        .min(1, 'Say why the month must be opened again.')
        .max(MAX_REASON, `That is too long: at most ${MAX_REASON} characters.`),
    ),
});
export type ReopeningInput = z.output<typeof reopeningForm>;

/** A button with nothing to fill in. */
export const pressed = z.object({});

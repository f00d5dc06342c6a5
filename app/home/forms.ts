import { z } from 'zod';
import { readCursor } from '#app/values/cursor.ts';

/** `2026-11-20 14:02:11.123456+00_<id>`: where the page before ended. Anything else is the first page. */
export const mailboxQuery = z.object({
  after: z
    .string()
    .max(100)
    .transform((text) => readCursor(text) ?? undefined)
    .optional(),
});

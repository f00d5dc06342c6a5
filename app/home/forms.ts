import { z } from 'zod';
import { isPlainDate } from '#app/values/week.ts';

/** The connection's clock is UTC, so that is all PostgreSQL writes here. */
const CLOCK = /^ (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?\+00$/;

/** `2026-11-20 14:02:11.123456+00_<id>`: where the page before ended. Anything else is the first page. */
export const mailboxQuery = z.object({
  after: z
    .string()
    .max(100)
    .transform((text) => {
      const [at = '', id = ''] = text.split('_');
      const isCursor =
        isPlainDate(at.slice(0, 10)) && CLOCK.test(at.slice(10)) && z.uuid().safeParse(id).success;
      return isCursor ? { at, id } : undefined;
    })
    .optional(),
});

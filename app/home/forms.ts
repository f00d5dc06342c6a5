import { z } from 'zod';

const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?$/;

/** `2026-11-20 14:02:11.123456+00_<id>`: where the page before ended. Anything else is the first page. */
export const mailboxQuery = z.object({
  after: z
    .string()
    .max(100)
    .transform((text) => {
      const [at = '', id = ''] = text.split('_');
      const isCursor = MOMENT.test(at) && !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success;
      return isCursor ? { at, id } : undefined;
    })
    .optional(),
});

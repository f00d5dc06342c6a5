import { z } from 'zod';

/** Only a path of this site: never `//elsewhere` or `/\elsewhere`. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .catch('/');

export const signInForm = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .max(254, 'That is too long for an e-mail address.'),
  password: z.string({ error: 'Enter your password.' }).max(128, 'That is too long for a password here.'),
  to: localPath.default('/'),
});

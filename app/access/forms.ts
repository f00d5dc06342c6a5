import { z } from 'zod';

/** Only a path of this site: never `//elsewhere` or `/\elsewhere`. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .catch('/');

const personName = z
  .string({ error: 'Enter a name.' })
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'At most 120 characters.');

export const signInForm = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .max(254, 'That is too long for an e-mail address.'),
  password: z.string({ error: 'Enter your password.' }).max(128, 'That is too long for a password here.'),
  to: localPath.default('/'),
});

export const acceptForm = z.object({
  name: personName,
  password: z
    .string({ error: 'Choose a password.' })
    .min(12, 'Use at least 12 characters. A short sentence is easy to remember and hard to guess.')
    .max(128, 'Use at most 128 characters.'),
});
export type AcceptInput = z.output<typeof acceptForm>;

export const organizationForm = z.object({
  name: z
    .string({ error: 'Enter a name.' })
    .trim()
    .min(1, 'Enter a name.')
    .max(120, 'At most 120 characters.'),
  legalName: z
    .string({ error: 'Enter the legal name.' })
    .trim()
    .min(1, 'Enter the legal name.')
    .max(200, 'At most 200 characters.'),
  address: z
    .string()
    .max(600, 'At most 600 characters.')
    .refine((text) => text.split(/\r?\n/).filter((line) => line.trim()).length <= 6, 'At most six lines.')
    .default(''),
  taxId: z.string().trim().max(40, 'At most 40 characters.').optional(),
});
export type OrganizationInput = z.output<typeof organizationForm>;

export const switchForm = z.object({ membershipId: z.uuid() });

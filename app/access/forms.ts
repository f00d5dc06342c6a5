import { z } from 'zod';
import { digitsOf, isRecoveryCode, isTotpCode } from '#app/values/one-time-code.ts';

/** Only a path of this site: never `//elsewhere` or `/\elsewhere`. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .catch('/');

const email = z
  .string({ error: 'Enter an e-mail address.' })
  .trim()
  .max(254, 'That is too long for an e-mail address.')
  .pipe(z.email('This does not look like an e-mail address.'));

export const personName = z
  .string({ error: 'Enter a name.' })
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'At most 120 characters.');

export const typedPassword = z
  .string({ error: 'Enter your password.' })
  .max(600, 'That is too long for a password here.');

export const signInForm = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .max(254, 'That is too long for an e-mail address.'),
  password: typedPassword,
  to: localPath.default('/'),
});

export const codeForm = z.object({
  code: z
    .string({ error: 'Enter the six digits that your authenticator shows, or a recovery code.' })
    .trim()
    .max(60, 'That is too long for a code.')
    .refine(
      (typed) => isTotpCode(typed) || isRecoveryCode(typed),
      'A code of your authenticator has six digits; a recovery code has sixteen letters and digits.',
    ),
  to: localPath.default('/'),
});

/** What a browser answers for a passkey, as JSON. */
const credential = z
  .string({ error: 'The passkey gave no answer. Try again.' })
  .max(20_000, 'That is no passkey.');

export const passkeySignInForm = z.object({ credential, to: localPath.default('/') });

export const passkeyName = z
  .string({ error: 'Give it a name, such as the device that it is on.' })
  .trim()
  .min(1, 'Give it a name, such as the device that it is on.')
  .max(60, 'At most 60 characters.');

export const enrolPasskeyForm = z.object({ credential, name: passkeyName, to: localPath.default('/') });

export const firstCode = z
  .string({ error: 'Enter the six digits that your authenticator shows.' })
  .transform(digitsOf)
  .pipe(z.string().regex(/^\d{6}$/, 'The code has six digits.'));

export const enrolForm = z.object({
  offer: z.string({ error: 'Load the page again.' }).max(1000, 'Load the page again.'),
  code: firstCode,
  to: localPath.default('/'),
});

export const forgotForm = z.object({ email });

export const newPassword = z
  .string({ error: 'Choose a password.' })
  // Longer than any that is taken: the rule itself says how long it may be.
  .max(600, 'Use at most 128 characters.');

export const resetForm = z.object({ password: newPassword });

export const acceptForm = z.object({
  name: personName,
  password: newPassword,
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

/** Who has an authenticator or recovery codes proves it with one; who has neither, with the password. */
export const proveForm = z.object({
  code: codeForm.shape.code.optional(),
  password: typedPassword.optional(),
  credential: credential.optional(),
  to: localPath.default('/account'),
});
export type ProveInput = z.output<typeof proveForm>;

export const changePasswordForm = z.object({
  currentPassword: z
    .string({ error: 'Enter the password that you have now.' })
    .max(600, 'That is too long for a password here.'),
  password: newPassword,
});
export const renameForm = z.object({ name: personName });
export const keepAuthenticatorForm = z.object({ offer: enrolForm.shape.offer, code: firstCode });
export const keepPasskeyForm = z.object({ credential, name: passkeyName });
export const renamePasskeyForm = z.object({ name: passkeyName });
export const nothingForm = z.object({});
export const toQuery = z.object({ to: localPath.default('/account') });

import { z } from 'zod';
import { roleNames } from '#app/values/roles.ts';

/** Only a path of this site: never `//elsewhere` or `/\elsewhere`. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .catch('/');

export const byAddressForm = z.object({
  email: z
    .string({ error: 'Enter your e-mail address.' })
    .trim()
    .max(254, 'That is too long for an e-mail address.')
    .regex(/.@.+\../, 'Enter a whole e-mail address, such as name@company.com.'),
  to: localPath.default('/'),
});

export const startForm = z.object({ to: localPath.default('/') });

const checkbox = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** What can be said of a provider before it is asked. */
export const providerForm = z.object({
  issuer: z
    .string({ error: 'Enter the address of the provider.' })
    .trim()
    .max(300, 'At most 300 characters.')
    .regex(/^https?:\/\/\S+$/, 'This is not an address. It begins with https://.'),
  registeredAs: z
    .string({ error: 'Enter the client id.' })
    .trim()
    .min(1, 'Enter the client id.')
    .max(200, 'At most 200 characters.'),
  /** Left empty, the secret that is stored stays. */
  secret: z.string().trim().max(500, 'At most 500 characters.').optional(),
  vouchesForAddresses: checkbox,
  defaultRole: z.enum(roleNames, 'Choose a role.').optional(),
  switchedOn: checkbox,
  passwordsRefused: checkbox,
});
export type ProviderInput = z.output<typeof providerForm>;

export const domainForm = z.object({
  domain: z
    .string({ error: 'Enter a domain.' })
    .trim()
    .toLowerCase()
    .max(253, 'That is too long for a domain.')
    .transform((text) => text.replace(/^@/, ''))
    .pipe(
      z
        .string()
        .regex(
          /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
          'Enter a domain as it stands behind the @, such as halden.org.',
        ),
    ),
});
export type DomainInput = z.output<typeof domainForm>;

export const roleRuleForm = z.object({
  source: z.enum(['claim', 'group'], 'Choose where it comes from.'),
  claim: z.string().trim().max(100, 'At most 100 characters.').optional(),
  value: z
    .string({ error: 'Enter the value that gives the role.' })
    .trim()
    .min(1, 'Enter the value that gives the role.')
    .max(200, 'At most 200 characters.'),
  role: z.enum(roleNames, 'Choose a role.'),
});
export type RoleRuleInput = z.output<typeof roleRuleForm>;

export const tokenForm = z.object({
  /** Made with the form, so that a second press makes no second token. */
  id: z.uuid(),
  label: z
    .string({ error: 'Enter a name for it.' })
    .trim()
    .min(1, 'Enter a name for it.')
    .max(80, 'At most 80 characters.'),
  /** The tokens that there are stop working a day later, so that the provider can be told the new one meanwhile. */
  endsOthers: checkbox,
});
export type TokenInput = z.output<typeof tokenForm>;

export const nothingForm = z.object({});

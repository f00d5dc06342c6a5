import { z } from 'zod';
import { roleNames } from '#app/values/roles.ts';

const email = z
  .string({ error: 'Enter an e-mail address.' })
  .trim()
  .max(254, 'That is too long for an e-mail address.')
  .pipe(z.email('This does not look like an e-mail address.'));

const personName = z
  .string({ error: 'Enter a name.' })
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'At most 120 characters.');

export const inviteForm = z.object({
  /** Made with the form, so that a second press invites nobody twice. */
  id: z.uuid(),
  organizationId: z.uuid('Choose an organization.'),
  name: personName,
  email,
  role: z.enum(roleNames, 'Choose a role.'),
  workerId: z.uuid().optional(),
});
export type InviteInput = z.output<typeof inviteForm>;

export const giveRoleForm = z.object({
  organizationId: z.uuid('Choose an organization.'),
  role: z.enum(roleNames, 'Choose a role.'),
  workerId: z.uuid().optional(),
});
export type GiveRoleInput = z.output<typeof giveRoleForm>;

export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why: it stands in the trail.' })
    .trim()
    .min(1, 'Say why: it stands in the trail.')
    .max(1000, 'At most 1,000 characters.'),
});
export type ReasonInput = z.output<typeof reasonForm>;

export const pressForm = z.object({});

export const peopleStatuses = ['active', 'ended', 'disabled'] as const;
export type PeopleStatus = (typeof peopleStatuses)[number];

/** The filters of the list, as its address keeps them. */
export const peopleQuery = z.object({
  q: z.string().trim().max(100).optional(),
  organization: z.uuid().optional(),
  role: z.enum(roleNames).optional(),
  status: z.enum(peopleStatuses).default('active'),
  after: z.string().max(300).optional(),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

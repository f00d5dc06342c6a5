import { defineEvent } from '#app/values/event.ts';

type Given = { name: string; roleLabel: string; organizationName: string };

export const personInvited = defineEvent<{ name: string; roleLabel: string }>(
  'invitation.sent',
  ['client', 'supplier'],
  ({ name, roleLabel }) => `invited ${name} as ${roleLabel.toLowerCase()}`,
);
export const invitationResent = defineEvent<{ name: string; roleLabel: string }>(
  'invitation.resent',
  ['client', 'supplier'],
  ({ name, roleLabel }) => `sent ${name} a new invitation as ${roleLabel.toLowerCase()}`,
);
export const invitationWithdrawn = defineEvent<{ name: string; roleLabel: string }>(
  'invitation.withdrawn',
  ['client', 'supplier'],
  ({ name, roleLabel }) => `took back the invitation of ${name} as ${roleLabel.toLowerCase()}`,
);
export const roleGiven = defineEvent<Given>(
  'membership.given',
  ['client', 'supplier'],
  ({ name, roleLabel, organizationName }) => `made ${name} ${roleLabel.toLowerCase()} at ${organizationName}`,
);
export const membershipEnded = defineEvent<Given>(
  'membership.ended',
  ['client', 'supplier'],
  ({ name, roleLabel, organizationName }) =>
    `ended ${name}’s membership as ${roleLabel.toLowerCase()} at ${organizationName}`,
);
export const accountDisabled = defineEvent<{ name: string; sessionsEnded: number }>(
  'account.disabled',
  [],
  ({ name }) => `disabled the account of ${name}`,
);
export const accountEnabled = defineEvent<{ name: string }>(
  'account.enabled',
  [],
  ({ name }) => `enabled the account of ${name} again`,
);
export const viewStarted = defineEvent<{
  name: string;
  roleLabel: string;
  organizationName: string;
  until: string;
}>(
  'membership.viewed',
  [],
  ({ name, roleLabel, organizationName }) =>
    `began to view as ${name}, ${roleLabel.toLowerCase()} at ${organizationName}`,
);
export const viewStopped = defineEvent<{ name: string; ranOut: boolean }>(
  'membership.viewingStopped',
  [],
  ({ name, ranOut }) => `stopped viewing as ${name}${ranOut ? ', because half an hour was over' : ''}`,
);

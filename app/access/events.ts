import { defineEvent } from '#app/values/event.ts';

export const organizationEdited = defineEvent<{ before: string; after: string }>(
  'organization.edited',
  [],
  () => 'changed how the organization stands on documents',
);
export const personJoined = defineEvent<{ roleLabel: string }>(
  'invitation.accepted',
  ['client', 'supplier'],
  ({ roleLabel }) => `joined as ${roleLabel.toLowerCase()}`,
);
export const membershipSwitched = defineEvent<{ roleLabel: string; organizationName: string }>(
  'membership.switched',
  ['client', 'supplier'],
  ({ roleLabel, organizationName }) => `acts as ${roleLabel.toLowerCase()} at ${organizationName} from here`,
);

import { defineEvent, type Changed, type EventNews } from '#app/values/event.ts';

export const organizationEdited = defineEvent<{ changed: Changed }>(
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

// News of an account. The database shows them to its owner, the program office and the administrators of the organization.
const readers: ('client' | 'supplier')[] = ['client', 'supplier'];
type None = Record<string, never>;

const ways: Record<string, string> = {
  password: 'a password',
  totp: 'a password and a code',
  recovery: 'a password and a recovery code',
  passkey: 'a passkey',
  sso: 'single sign-on',
};

export const signedIn = defineEvent<{ with: string; browser: string; network: string }>(
  'account.signedIn',
  readers,
  ({ with: way, browser }) => `signed in with ${ways[way] ?? way}, ${browser}`,
);
export const signedOut = defineEvent<None>('account.signedOut', readers, () => 'signed out');
export const guessed = defineEvent<{ network: string; at: string }>(
  'account.guessed',
  readers,
  ({ at }) => `was slowed down after many wrong ${at}s`,
);
export const resetRequested = defineEvent<{ network: string }>(
  'account.resetRequested',
  readers,
  () => 'asked for a link to choose a new password',
);
export const passwordChanged = defineEvent<{ by: 'form' | 'link' }>(
  'account.passwordChanged',
  readers,
  ({ by }) => (by === 'link' ? 'chose a new password by a link sent to them' : 'changed the password'),
);
export const proven = defineEvent<{ with: string }>(
  'account.proven',
  readers,
  ({ with: way }) =>
    `proved once more who they are, with ${way === 'password' ? 'the password' : `a ${way}`}`,
);
export const renamed = defineEvent<{ before: string; after: string }>(
  'account.renamed',
  readers,
  ({ before, after }) => `changed the name from ${before} to ${after}`,
);
export const factorAdded = defineEvent<{ factor: 'authenticator' | 'passkey'; name?: string }>(
  'account.factorAdded',
  readers,
  ({ factor, name }) =>
    factor === 'passkey' ? `added the passkey «${name ?? ''}»` : 'set up an authenticator',
);
export const factorRemoved = defineEvent<{ factor: 'authenticator' | 'passkey'; name?: string }>(
  'account.factorRemoved',
  readers,
  ({ factor, name }) =>
    factor === 'passkey' ? `removed the passkey «${name ?? ''}»` : 'turned the authenticator off',
);
export const passkeyRenamed = defineEvent<{ before: string; after: string }>(
  'account.passkeyRenamed',
  readers,
  ({ before, after }) => `calls the passkey «${before}» «${after}» now`,
);
export const factorsReset = defineEvent<{ name: string; removed: number }>(
  'account.factorsReset',
  readers,
  ({ name }) => `took away the second factor of ${name}, who sets up a new one at the next sign-in`,
);
export const recoveryCodesMade = defineEvent<None>(
  'account.recoveryCodesMade',
  readers,
  () => 'made new recovery codes; the ones before are void',
);
export const sessionsRevoked = defineEvent<{ ended: number }>(
  'account.sessionsRevoked',
  readers,
  ({ ended }) => (ended === 1 ? 'ended one of their sessions' : `ended ${ended} of their sessions`),
);

type Person = { accountId: string; clientId: string | null; supplierId: string | null };

/** News about a person's account, filed with the organization that they act for. */
export const newsOf = <F>(
  define: (occasion: {
    subjectId: string;
    clientId: string | null;
    supplierId: string | null;
    facts: F;
  }) => EventNews,
  { accountId, clientId, supplierId }: Person,
  facts: F,
): EventNews => define({ subjectId: accountId, clientId, supplierId, facts });

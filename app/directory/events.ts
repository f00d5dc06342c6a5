import { defineEvent } from '#app/values/event.ts';

const sides: ('client' | 'supplier')[] = ['client', 'supplier'];

export const directoryConfigured = defineEvent<{ before: Settings | null; after: Settings }>(
  'directory.configured',
  sides,
  ({ after }) =>
    after.switchedOn
      ? `set single sign-on up with ${after.issuer ?? 'no provider'}${after.passwordsAllowed ? '' : ', without passwords'}`
      : 'set single sign-on up, and left it switched off',
);
/** What stands in the trail of the settings: everything but the secret. */
export type Settings = {
  issuer: string | null;
  registeredAs: string | null;
  secretChanged?: boolean;
  vouchesForAddresses: boolean;
  defaultRole: string | null;
  switchedOn: boolean;
  passwordsAllowed: boolean;
};
export const domainClaimed = defineEvent<{ domain: string }>(
  'directory.domainClaimed',
  sides,
  ({ domain }) => `claimed the domain ${domain}`,
);
export const domainConfirmed = defineEvent<{ domain: string }>(
  'directory.domainConfirmed',
  sides,
  ({ domain }) => `confirmed the domain ${domain}`,
);
export const domainGivenUp = defineEvent<{ domain: string }>(
  'directory.domainGivenUp',
  sides,
  ({ domain }) => `gave the domain ${domain} up`,
);
type Rule = { source: string; claim: string; value: string; role: string; roleLabel: string };
export const roleMapped = defineEvent<Rule>(
  'directory.roleMapped',
  sides,
  ({ source, claim, value, roleLabel }) =>
    `lets ${source === 'claim' ? `${claim} «${value}»` : `the group «${value}»`} be ${roleLabel.toLowerCase()}`,
);
export const roleUnmapped = defineEvent<Rule>(
  'directory.roleUnmapped',
  sides,
  ({ source, claim, value, roleLabel }) =>
    `no longer lets ${source === 'claim' ? `${claim} «${value}»` : `the group «${value}»`} be ${roleLabel.toLowerCase()}`,
);
export const tokenMade = defineEvent<{ label: string; endsOthersAt: string | null }>(
  'directory.tokenMade',
  sides,
  ({ label }) => `made the provisioning token «${label}»`,
);
export const tokenEnded = defineEvent<{ label: string }>(
  'directory.tokenEnded',
  sides,
  ({ label }) => `ended the provisioning token «${label}»`,
);

type ByWhom = { name: string; by: 'single sign-on' | 'provisioning' };
export const identityBound = defineEvent<ByWhom & { issuer: string; accountIsNew: boolean }>(
  'account.identityBound',
  sides,
  ({ name, accountIsNew }) =>
    accountIsNew ? `let ${name} in for the first time` : `knows ${name} from now on by single sign-on`,
);
export const membershipGiven = defineEvent<ByWhom & { role: string; roleLabel: string }>(
  'membership.given',
  sides,
  ({ name, roleLabel, by }) => `made ${name} ${roleLabel.toLowerCase()} by ${by}`,
);
export const membershipEnded = defineEvent<ByWhom & { role: string; roleLabel: string }>(
  'membership.ended',
  sides,
  ({ name, roleLabel, by }) => `ended ${name}’s role as ${roleLabel.toLowerCase()} by ${by}`,
);
export const lastAdministratorKept = defineEvent<{ name: string }>(
  'membership.kept',
  sides,
  ({ name }) => `kept ${name} as administrator, the last one, though the provider no longer says so`,
);
export const personProvisioned = defineEvent<{ name: string; accountIsNew: boolean }>(
  'account.provisioned',
  sides,
  ({ name }) => `provisioned ${name}`,
);
export const personDeprovisioned = defineEvent<{
  name: string;
  rolesEnded: number;
  sessionsEnded: number;
  accountDisabled: boolean;
}>(
  'account.deprovisioned',
  sides,
  ({ name, rolesEnded }) => `ended ${name}’s access${rolesEnded > 1 ? ` in ${rolesEnded} roles` : ''}`,
);
export const personReinstated = defineEvent<{ name: string }>(
  'account.reinstated',
  sides,
  ({ name }) => `let ${name} in again`,
);
export const groupChanged = defineEvent<{ group: string; added: number; removed: number }>(
  'directoryGroup.changed',
  sides,
  ({ group, added, removed }) => `changed the group «${group}»: ${added} added, ${removed} removed`,
);

import { randomUUID } from 'node:crypto';
import { account, directory, directoryDomain, directoryRole, membership } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { secretCell } from '#app/directory/connections.server.ts';
import { sealField } from '#app/platform/crypto/field.server.ts';
import type { Role, Side } from '#app/values/roles.ts';
import type { World } from './program.ts';
import type { TestProvider } from './provider.ts';

export type DirectoryOptions = {
  /** Whose directory it is: the client's by default. */
  of?: { id: string; side: Side };
  provider?: Pick<TestProvider, 'issuer' | 'clientId' | 'clientSecret'>;
  /** Domains in force. */
  domains?: string[];
  /** Which value of the claim `groups` gives which role. */
  claimRoles?: Record<string, Role>;
  groupRoles?: Record<string, Role>;
  defaultRole?: Role;
  vouchesForAddresses?: boolean;
  passwordsAllowed?: boolean;
};

export type TestDirectory = { id: string; organizationId: string; domain: string };

/** An organization's directory in rows, as its administrator and the MSP would have set it up. */
export async function aDirectory(world: World, options: DirectoryOptions = {}): Promise<TestDirectory> {
  const { of = { id: world.clientId, side: 'client' as const }, provider } = options;
  const id = randomUUID();
  const domains = options.domains ?? [`${world.code.toLowerCase()}-${id.slice(0, 6)}.example`];
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.insert(directory).values({
      id,
      organizationId: of.id,
      side: of.side,
      issuer: provider?.issuer ?? null,
      registeredAs: provider?.clientId ?? null,
      secretSealed: provider ? sealField(provider.clientSecret, secretCell(id)) : null,
      switchedOn: provider !== undefined,
      defaultRole: options.defaultRole ?? null,
      vouchesForAddresses: options.vouchesForAddresses ?? false,
      passwordsAllowed: options.passwordsAllowed ?? true,
    });
    const by = world.actor('admin').accountId;
    if (domains.length > 0)
      await db.insert(directoryDomain).values(
        domains.map((domain) => ({
          organizationId: of.id,
          domain,
          claimedBy: by,
          confirmedBy: by,
          confirmedAt: new Date(),
        })),
      );
    const rules = [
      ...Object.entries(options.claimRoles ?? {}).map(([value, role]) => ({
        source: 'claim' as const,
        claim: 'groups',
        value,
        role,
      })),
      ...Object.entries(options.groupRoles ?? {}).map(([value, role]) => ({
        source: 'group' as const,
        claim: '',
        value,
        role,
      })),
    ];
    if (rules.length > 0)
      await db
        .insert(directoryRole)
        .values(rules.map((rule) => ({ ...rule, organizationId: of.id, side: of.side })));
  });
  return { id, organizationId: of.id, domain: domains[0] ?? '' };
}

/** Somebody with an account of this very address, who acts for these organizations. */
export async function somebody(
  world: World,
  email: string,
  memberships: { organizationId: string; role: Role; ended?: boolean }[],
): Promise<{ accountId: string; membershipIds: string[] }> {
  const accountId = randomUUID();
  const rows = memberships.map(({ organizationId, role, ended }) => ({
    id: randomUUID(),
    accountId,
    organizationId,
    role,
    endedAt: ended ? new Date() : null,
  }));
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.insert(account).values({ id: accountId, email, name: 'Noor Halvorsen' });
    if (rows.length > 0) await db.insert(membership).values(rows);
  });
  return { accountId, membershipIds: rows.map(({ id }) => id) };
}

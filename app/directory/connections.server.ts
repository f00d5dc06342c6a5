import { and, eq, isNotNull } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { directory, directoryDomain, directoryRole, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { isSealedWithOlderKey, openField, sealField } from '#app/platform/crypto/field.server.ts';
import type { Role } from '#app/values/roles.ts';
import type { Home } from './home.server.ts';
import { domainOf, type ClaimRole } from './mapping.ts';
import type { Provider } from './provider.server.ts';

const asDoor = { side: 'door' } as const;
const MOST = 500;

/** Everything that letting people in by one organization's provider needs. */
export type Connection = {
  id: string;
  home: Home;
  provider: Provider;
  vouchesForAddresses: boolean;
  defaultRole: Role | null;
  domains: string[];
  claimRoles: ClaimRole[];
};

/** The cell that the secret of a directory is sealed for. */
export const secretCell = (id: string) => ({ table: 'directory', column: 'secret_sealed', id });

/**
 * Seals again the client secrets that an older key sealed, so that the older key can be taken away.
 * @returns how many
 */
export function resealDirectories(database: Database): Promise<number> {
  return walled(database, { side: 'msp' }, async (db) => {
    const rows = await db
      .select({ id: directory.id, sealed: directory.secretSealed })
      .from(directory)
      .where(isNotNull(directory.secretSealed))
      .for('no key update');
    let resealed = 0;
    for (const { id, sealed } of rows) {
      if (!sealed || !isSealedWithOlderKey(sealed)) continue;
      const secretSealed = sealField(openField(sealed, secretCell(id)), secretCell(id));
      await db.update(directory).set({ secretSealed }).where(eq(directory.id, id));
      resealed += 1;
    }
    return resealed;
  });
}

/** How an organization lets its people in, or null where it does not, or no longer. */
export function connectionOf(database: Database, id: string): Promise<Connection | null> {
  return walled(database, asDoor, async (db) => {
    const [row] = await db
      .select({ directory, home: { id: organization.id, side: organization.side, name: organization.name } })
      .from(directory)
      .innerJoin(organization, eq(organization.id, directory.organizationId))
      .where(and(eq(directory.id, id), eq(directory.switchedOn, true)));
    if (!row) return null;
    const { issuer, registeredAs, secretSealed, vouchesForAddresses, defaultRole } = row.directory;
    if (!issuer || !registeredAs || !secretSealed) return null;
    return {
      id,
      home: row.home,
      provider: { issuer, registeredAs, secret: openField(secretSealed, secretCell(id)) },
      vouchesForAddresses,
      defaultRole,
      domains: await domainsInForce(db, row.home.id),
      claimRoles: await db
        .select({ claim: directoryRole.claim, value: directoryRole.value, role: directoryRole.role })
        .from(directoryRole)
        .where(and(eq(directoryRole.organizationId, row.home.id), eq(directoryRole.source, 'claim')))
        .limit(MOST),
    };
  });
}

/** The domains whose addresses an organization's directory may speak for. */
export async function domainsInForce(db: Db, organizationId: string): Promise<string[]> {
  const rows = await db
    .select({ domain: directoryDomain.domain })
    .from(directoryDomain)
    .where(and(eq(directoryDomain.organizationId, organizationId), isNotNull(directoryDomain.confirmedAt)))
    .limit(MOST);
  return rows.map(({ domain }) => domain);
}

export type WayIn = { connectionId: string; organizationName: string; passwordsAllowed: boolean };

/** Which single sign-on the people of an address's domain use, or null. Says nothing about who exists. */
export function wayInFor(database: Database, email: string): Promise<WayIn | null> {
  const domain = domainOf(email);
  if (!domain) return Promise.resolve(null);
  return walled(database, asDoor, async (db) => {
    const [row] = await db
      .select({
        connectionId: directory.id,
        organizationName: organization.name,
        passwordsAllowed: directory.passwordsAllowed,
      })
      .from(directoryDomain)
      .innerJoin(directory, eq(directory.organizationId, directoryDomain.organizationId))
      .innerJoin(organization, eq(organization.id, directory.organizationId))
      .where(
        and(
          eq(directoryDomain.domain, domain),
          isNotNull(directoryDomain.confirmedAt),
          eq(directory.switchedOn, true),
        ),
      );
    return row ?? null;
  });
}

/** The same by the address of the connection, for its own page. */
export function wayInOf(database: Database, id: string): Promise<WayIn | null> {
  return walled(database, asDoor, async (db) => {
    const [row] = await db
      .select({
        connectionId: directory.id,
        organizationName: organization.name,
        passwordsAllowed: directory.passwordsAllowed,
      })
      .from(directory)
      .innerJoin(organization, eq(organization.id, directory.organizationId))
      .where(and(eq(directory.id, id), eq(directory.switchedOn, true)));
    return row ?? null;
  });
}

import { hashPassword } from '#app/access/password.server.ts';
import { account, accountPassword, membership, organization } from '#db/schema/index.ts';
import { organizations, PASSWORD } from './cast.ts';
import { loadRows, type Tx } from './load.ts';
import { instant, organizationOf, type World } from './world.ts';

/** Organizations, people, their roles and the password that they share. A worker's role waits for the worker. */
export async function loadPeople(tx: Tx, world: World): Promise<void> {
  const createdAt = instant(world.programsSince, 15).toISOString();
  await loadRows(
    tx,
    organization,
    organizations.map(({ key, ...plan }) => ({ id: organizationOf(world, key), ...plan, createdAt: new Date(createdAt) })),
  );
  await loadRows(
    tx,
    account,
    world.people.map(({ accountId, email, name }) => ({ id: accountId, email, name, createdAt: new Date(createdAt) })),
  );
  await loadRows(
    tx,
    membership,
    world.people
      .filter(({ role }) => role !== 'worker')
      .map(({ membershipId, accountId, organizationId, role }) => ({
        id: membershipId,
        accountId,
        organizationId,
        role,
        createdAt: new Date(createdAt),
      })),
  );
  await loadPasswords(tx, world);
}

/** Only the door may read or write passwords, whoever owns the tables. */
async function loadPasswords(tx: Tx, world: World): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  await tx`select set_config('app.side', 'door', true)`;
  await loadRows(
    tx,
    accountPassword,
    world.people.map(({ accountId }) => ({ accountId, passwordHash })),
  );
  await tx`select set_config('app.side', 'msp', true)`;
}

import { hashPassword } from '#app/access/password.server.ts';
import { sealTotp } from '#app/factors/public.server.ts';
import type { Db } from '#db/connection.ts';
import { account, accountPassword, membership, organization, totpFactor } from '#db/schema/index.ts';
import { DEMO_SECRET, organizations, PASSWORD, people } from './cast.ts';
import { giveDelegation } from '#app/approvals/commands/give-delegation.server.ts';
import { addDays, today } from '#app/values/week.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { actAs, loadRows } from './load.ts';
import { instant, organizationOf, personOf, type World } from './world.ts';

const DAY_MS = 86_400_000;

/**
 * Organizations, people, their roles, the password that they share and the program office's second factor. A worker's
 * role waits for the worker.
 */
export async function loadPeople(tx: Db, world: World): Promise<void> {
  const createdAt = instant(world.programsSince, 15);
  await loadRows(
    tx,
    organization,
    organizations.map(({ key, ...plan }) => ({ id: organizationOf(world, key), ...plan, createdAt })),
  );
  await loadRows(
    tx,
    account,
    world.people.map(({ accountId, email, name }) => ({ id: accountId, email, name, createdAt })),
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
        createdAt,
      })),
  );
  await loadRows(
    tx,
    membership,
    people.flatMap(({ email, also = [] }) => {
      const person = world.people.find((each) => each.email === email);
      return also.flatMap((role) => {
        if (!person) return [];
        const { accountId, organizationId } = person;
        // A day later: at sign-in somebody acts as what they became first.
        return [{ accountId, organizationId, role, createdAt: new Date(createdAt.getTime() + DAY_MS) }];
      });
    }),
  );
  const passwordHash = await hashPassword(PASSWORD);
  await actAs(tx, 'door');
  await loadRows(
    tx,
    accountPassword,
    world.people.map(({ accountId }) => ({ accountId, passwordHash })),
  );
  await loadRows(
    tx,
    totpFactor,
    world.people
      .filter(({ side }) => side === 'msp')
      .map(({ accountId }) => ({
        accountId,
        secret: sealTotp(accountId, DEMO_SECRET),
        lastStep: 0,
        createdAt,
      })),
  );
  await actAs(tx, 'msp');
}

const DAYS_AWAY = 13;

/** One of the managers is away for two weeks, and another stands in for her. */
export async function playDelegation(tx: Db, world: World): Promise<void> {
  const away = personOf(world, 'manager@halden');
  const ctx = contextOf(tx, away, world.now);
  const startsOn = today(world.now, 'America/Los_Angeles');
  const given = await giveDelegation(ctx, {
    id: world.beside.id(world.now),
    toMembershipId: personOf(world, 'm.delgado@halden').membershipId,
    kinds: ['timesheet', 'expense', 'charge', 'revision'],
    ...{ startsOn, endsOn: addDays(startsOn, DAYS_AWAY) },
    note: 'I am on leave until then. Call me only if the building burns.',
  });
  mustSucceed('letting somebody stand in', given);
}

/** Lets the people of the cast who work on assignments sign in for their own time. */
export async function loadWorkersRoles(tx: Db, world: World): Promise<void> {
  await loadRows(
    tx,
    membership,
    world.people.flatMap(({ membershipId, accountId, organizationId, role, name }) => {
      const worker = world.book.worker.find((each) => each.name === name);
      if (role !== 'worker' || !worker?.id) return [];
      return [
        {
          id: membershipId,
          accountId,
          organizationId,
          role,
          workerId: worker.id,
          createdAt: worker.createdAt,
        },
      ];
    }),
  );
}

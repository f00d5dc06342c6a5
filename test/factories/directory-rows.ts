import { randomUUID } from 'node:crypto';
import {
  directory,
  directoryAttempt,
  directoryDomain,
  directoryGroup,
  directoryGroupMember,
  directoryIdentity,
  directoryMembership,
  directoryRole,
  directoryToken,
  directoryUser,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import type { World } from './program.ts';

/** A row in every table of the client's own directory. */
export async function writeDirectory(db: Db, { clientId: organizationId, people }: World): Promise<void> {
  const { accountId, membershipId, email } = people.ana;
  const [groupId, userId] = [randomUUID(), randomUUID()];
  await db.insert(directory).values({ id: directoryIdOf(organizationId), organizationId, side: 'client' });
  await db
    .insert(directoryDomain)
    .values({ organizationId, domain: `${organizationId}.example`, claimedBy: people.admin.accountId });
  await db.insert(directoryRole).values({
    organizationId,
    side: 'client',
    source: 'claim',
    claim: 'groups',
    value: 'buyers',
    role: 'hiringManager',
  });
  await db
    .insert(directoryIdentity)
    .values({ organizationId, accountId, issuer: 'https://idp.example', subject: accountId });
  await db.insert(directoryMembership).values({ organizationId, accountId, membershipId, source: 'claim' });
  await db.insert(directoryToken).values({
    organizationId,
    tokenHash: `hash of ${organizationId}`,
    label: 'Provisioning',
    madeBy: people.clientAdmin.accountId,
  });
  await db
    .insert(directoryUser)
    .values({ id: userId, organizationId, accountId, userName: email, email, active: true });
  await db.insert(directoryGroup).values({ id: groupId, organizationId, displayName: 'Buyers' });
  await db.insert(directoryGroupMember).values({ organizationId, groupId, userId });
}

/** A sign-in under way, which only the door may write. */
export async function writeDirectoryAttempt(db: Db, { clientId: organizationId }: World): Promise<void> {
  await db.insert(directoryAttempt).values({
    organizationId,
    directoryId: directoryIdOf(organizationId),
    stateHash: `state of ${organizationId}`,
    browserHash: 'b',
    nonce: 'n',
    codeVerifier: 'v',
    returnTo: '/',
    expiresAt: new Date(Date.now() + 600_000),
  });
}

/** One directory for each organization, so that its id may follow from the organization's. */
const directoryIdOf = (organizationId: string) =>
  organizationId.startsWith('0') ? organizationId.replace(/^0/, '1') : organizationId.replace(/^./, '0');

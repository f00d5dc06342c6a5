import { sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { NOBODY } from '#app/platform/authorization/nobody.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Role, Side } from '#app/values/roles.ts';

/** The organization whose directory it is. */
export type Home = { id: string; side: Side; name: string };

/** Whose event it is, so that the organization reads it beside the MSP. */
export const ownerOf = ({ id, side }: Home) => ({
  clientId: side === 'client' ? id : null,
  supplierId: side === 'supplier' ? id : null,
});

export const administratorOf: Record<Side, Role> = {
  msp: 'mspAdmin',
  client: 'clientAdmin',
  supplier: 'supplierAdmin',
};

export type By = 'single sign-on' | 'provisioning';

/** The directory of an organization, where it acts by itself. Its news carry its name and no account. */
export const directoryActor = (home: Home, by: By): Actor => ({
  accountId: NOBODY,
  membershipId: NOBODY,
  name: by === 'provisioning' ? 'Provisioning' : 'Single sign-on',
  email: '',
  // It has no role of its own: nothing that it does asks the policy.
  role: administratorOf[home.side],
  side: home.side,
  organizationId: home.id,
  organizationName: home.name,
  ...ownerOf(home),
  workerId: null,
});

/** What is given and taken in one organization's name happens one after the other, so that a last one is known to be the last. */
export async function oneAtATime(db: Db, home: { id: string }): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`directory ${home.id}`}, 0))`);
}

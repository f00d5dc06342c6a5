import { eq, sql } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Home } from '../cast.ts';

/** Any number; of two tests that look for the MSP at once only one makes it. */
const MSP_LOCK = 7_242;

/** The managed service provider. A deployment has one, so all tests of a database share it. */
export function theMsp(database: Database): Promise<Home> {
  return walled(database, { side: 'msp' }, async (db) => {
    await db.execute(sql`select pg_advisory_xact_lock(${MSP_LOCK})`);
    const [known] = await db.select().from(organization).where(eq(organization.side, 'msp'));
    if (known) return { id: known.id, name: known.name };
    const name = 'Northgate Workforce';
    const [made] = await db
      .insert(organization)
      .values({
        side: 'msp',
        name,
        legalName: `${name}, Inc.`,
        addressLines: ['410 Larkspur Plaza', 'Denver, CO 80202'],
      })
      .returning({ id: organization.id });
    if (!made) throw new Error('the MSP was not made');
    return { id: made.id, name };
  });
}

import { eq } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { account, accountPassword } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { verifyPassword } from './password.server.ts';

/** The demo's first administrator, and what the README tells everybody about them. */
const DEMO_ADMINISTRATOR = 'admin@northgate.example';
const KNOWN_TO_EVERYBODY = 'muster-demo';

/**
 * A deployment in earnest does not open its doors on the demo's data, whose passwords stand in the README.
 * @throws where the demo's administrator could still come in with that password
 */
export async function insistOnNobodyOfTheDemo(database: Database): Promise<void> {
  const stored = await walled(database, { side: 'door' }, async (db) => {
    const [row] = await db
      .select({ hash: accountPassword.passwordHash })
      .from(account)
      .innerJoin(accountPassword, eq(accountPassword.accountId, account.id))
      .where(eq(account.email, DEMO_ADMINISTRATOR));
    return row?.hash ?? null;
  });
  if (stored === null || !(await verifyPassword(stored, KNOWN_TO_EVERYBODY))) return;
  throw new Error(
    'This database holds the demo, whose passwords are in the README. Show it with `npm run demo`, ' +
      'or set DATABASE_URL or MUSTER_DATA_DIR to another database.',
  );
}

import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { walled } from '#db/walled.ts';
import { resealDirectories } from './directory/connections.server.ts';
import { resealTotp } from './factors/public.server.ts';
import { deploymentKeys } from './platform/crypto/keyring.server.ts';
import { sealAccounts } from './payments/account-number.server.ts';

/**
 * `npm run keys:rotate`: seals again, with the newest key of MUSTER_KEYS, everything that older keys sealed: account numbers,
 * secrets of authenticators, client secrets of single sign-on. Run it after a new key was put in front; once it says 0
 * everywhere, the older keys are needed only by backups.
 */
const url = await databaseUrl();
await migrate(url);
const database = connect(url, { max: 2, name: 'muster-keys' });

async function sealAuthenticators(): Promise<number> {
  let sealed = 0;
  for (let batch = -1; batch !== 0; sealed += batch)
    batch = await walled(database, { side: 'door' }, (db) => resealTotp(db));
  return sealed;
}

try {
  console.log(`With the key «${deploymentKeys().newest.id}» are sealed now, and were not before:`);
  console.log(`${await sealAccounts(database)} account numbers`);
  console.log(`${await sealAuthenticators()} secrets of authenticators`);
  console.log(`${await resealDirectories(database)} client secrets of single sign-on`);
} finally {
  await database.close();
}

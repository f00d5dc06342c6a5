import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { deploymentKeys } from './platform/crypto/keyring.server.ts';
import { sealAccounts } from './payments/account-number.server.ts';

/**
 * `npm run keys:rotate`: seals again, with the newest key of MUSTER_KEYS, what older keys sealed. Run it after a new key was
 * put in front; when it says 0, the older keys are needed only by backups.
 */
const url = await databaseUrl();
await migrate(url);
const database = connect(url, { max: 2, name: 'muster-keys' });
try {
  const accounts = await sealAccounts(database);
  console.log(`${accounts} account numbers are sealed with the key «${deploymentKeys().newest.id}» now.`);
} finally {
  await database.close();
}

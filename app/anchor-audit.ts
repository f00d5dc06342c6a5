import { connect } from '#db/connection.ts';
import { databaseUrl } from '#db/server.ts';
import { anchorFile, anchorTrail } from './audit/public.server.ts';
import { baseUrlOf, readConfig } from './platform/config/config.server.ts';

/** `npm run audit:anchor`: seals what waits and carries the head of every chain outside. */
const file = anchorFile();
const database = connect(await databaseUrl(), { max: 2, name: 'muster-anchor' });
try {
  const surroundings = {
    ...{ database, now: new Date(), requestId: 'audit-anchor' },
    baseUrl: baseUrlOf(readConfig()),
  };
  const anchors = await anchorTrail(surroundings, 'the command line', file);
  for (const { name, position, hash } of anchors) console.log(`${hash}  ${position}  ${name}`);
  console.log(`${anchors.length} heads are in ${file} and on their way to every auditor.`);
} finally {
  await database.close();
}

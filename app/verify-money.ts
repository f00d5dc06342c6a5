import { connect } from '#db/connection.ts';
import { databaseUrl } from '#db/server.ts';
import { verifyMoney } from './proofs/verify.server.ts';

/** `npm run money:verify`: makes every posted number anew and says where it is not what is stored. Exits with 1 then. */
const database = connect(await databaseUrl(), { max: 3, name: 'muster-verify' });
try {
  const { lines, documents, weeks, laws, seconds, differences } = await verifyMoney(
    database,
    (sentence, found) => console.log(`${found === 0 ? 'ok  ' : 'DIFF'} ${sentence}`),
  );
  for (const { sentence, reference, chargeId, stored, expected } of differences)
    console.log(
      `  ${sentence}: ${reference ?? ''}${chargeId ? ` charge ${chargeId}` : ''}: stored ${stored}, should be ${expected}`,
    );
  const speed = Math.round(lines / Math.max(seconds, 0.001)).toLocaleString('en');
  console.log(
    `${lines.toLocaleString('en')} lines of ${documents.toLocaleString('en')} documents and ${weeks.toLocaleString('en')} weeks against ${laws} laws in ${seconds.toFixed(1)} s (${speed} lines a second): ${differences.length} differences.`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await database.close();
}

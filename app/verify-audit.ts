import { parseArgs } from 'node:util';
import { connect } from '#db/connection.ts';
import { databaseUrl } from '#db/server.ts';
import { sealTrail, verifyTrail, anchorFile } from './audit/public.server.ts';

const usage = `npm run audit:verify [-- OPTIONS]
  --anchors FILE  holds the chains against this file of anchors, or a mail of them saved as a file;
                  without it against MUSTER_ANCHOR_FILE`;

/** Recomputes the audit trail and says where it is not what was sealed. Exits with 1 then. */
const { values } = parseArgs({ options: { anchors: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const file = values.anchors ?? anchorFile();
const database = connect(await databaseUrl(), { max: 2, name: 'muster-verify' });
try {
  // What waits is sealed first, so that as much as possible is held against something.
  await sealTrail({ database, now: new Date(), requestId: 'audit-verify', baseUrl: '' });
  const found = await verifyTrail(database, { anchors: file });
  for (const { tampering, sentence } of found.findings.told)
    console.log(`${tampering.padEnd(8)} ${sentence}`);
  const untold = found.findings.count - found.findings.told.length;
  if (untold > 0) console.log(`… and ${untold} more`);
  const number = (count: number) => count.toLocaleString('en');
  const speed = number(Math.round(found.events / Math.max(found.seconds, 0.001)));
  console.log(
    found.anchorsOfFile
      ? `Held against ${number(found.anchorsOfFile)} anchors of ${file}, the newest of ${found.newestAnchorAt}.`
      : `No anchors in ${file}: a tail that was cut, or a chain that was forged anew by whoever owns the database, could not be seen. Name the auditor’s copy with --anchors.`,
  );
  console.log(
    `${number(found.events)} events in ${number(found.chains.length)} chains, ${number(found.waiting)} of them waiting for their seal, in ${found.seconds.toFixed(1)} s (${speed} events a second): ${number(found.findings.count)} differences.`,
  );
  process.exitCode = found.findings.count === 0 ? 0 : 1;
} finally {
  await database.close();
}

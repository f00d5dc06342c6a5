import { parseArgs } from 'node:util';
import { buildWhenNeeded } from '#app/start.ts';
import { roles } from '#app/values/roles.ts';
import { baseUrlOf, readConfig } from '#app/platform/config/config.server.ts';
import { anchorFile, setAnchorsAside } from '#app/audit/public.server.ts';
import { startServer } from '#app/server.ts';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { inGroups } from '#app/values/one-time-code.ts';
import { DEMO_SECRET, PASSWORD, people } from './cast.ts';
import { emptyDatabase } from './reset.ts';
import { loadDemo, whatIsThere } from './tell-demo.ts';

const usage = `npm run demo [-- OPTIONS]
  --reset      start over: everything in the demo's database is dropped and loaded anew
  --small      four months and fewer people, for tests
  --seed-only  load the data and end, without serving it`;

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      reset: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      'seed-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** Makes sure that the demo is in the database, and that nothing else is. */
async function fill(url: string, { reset, small }: { reset: boolean; small: boolean }): Promise<void> {
  if (reset && (await emptyDatabase(url))) {
    await setAnchorsAside(anchorFile());
    say('The demo is dropped');
  }
  await migrate(url);
  const database = connect(url, { max: 2, name: 'muster-demo' });
  try {
    const there = await whatIsThere(database);
    if (there === 'something else')
      throw new Error(
        'This database holds a program that is not the demo. Set MUSTER_DATA_DIR or DATABASE_URL to another one.',
      );
    if (there === 'nothing') await loadDemo(database, { small, now: new Date(), say });
    else say('The demo is there, as it was left; --reset starts over');
  } finally {
    await database.close();
  }
}

function introduce(address: string): string {
  const shown = people.flatMap(({ email, role, asks }) => (asks ? [[email, role, asks] as const] : []));
  const rows = shown.map(
    ([email, role, asks]) => `  ${email.padEnd(30)} ${roles[role].label.padEnd(23)} ${asks}`,
  );
  const code = `The program office is asked for a code too; the page shows it (secret ${inGroups(DEMO_SECRET, 4)}).`;
  return `\nMuster is at ${address}\nSign in as one of these, with the password ${PASSWORD}\n\n${rows.join('\n')}\n\n${code}\n`;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return console.log(usage);
  const url = await databaseUrl(say);
  await fill(url, options);
  if (options['seed-only']) return say('Done');
  await buildWhenNeeded(say);
  const config = { ...readConfig(), demo: true, production: true };
  const { port } = await startServer(config, url);
  say('Ready');
  console.log(introduce(baseUrlOf({ ...config, port })));
}

main().catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const text = isTaken
    ? 'Another program uses this port. Set PORT to a free one.'
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  console.error(text);
  process.exit(1);
});

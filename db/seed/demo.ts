import { parseArgs } from 'node:util';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { databaseUrl } from '#db/server.ts';
import { loadDemo, whatIsThere } from './tell-demo.ts';

const { values: options } = parseArgs({
  options: {
    reset: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    'seed-only': { type: 'boolean', default: false },
  },
});

const startedAt = performance.now();
const say = (line: string) => console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);

const url = await databaseUrl(say);
await migrate(url);
const database = connect(url, { max: 4, name: 'muster-demo' });
if ((await whatIsThere(database.sql)) === 'nothing') await loadDemo(database.sql, { small: options.small, now: new Date(), say });
await database.close();
say('Done');

import { afterAll } from 'vitest';
import { connect, type Database } from '#db/connection.ts';
import { testDatabase } from './database.ts';

let opened: Promise<Database> | undefined;

/** One pool for each test file, opened on first use as the application opens its own. */
export function openDatabase(): Promise<Database> {
  opened ??= testDatabase().then(({ url }) => connect(url, { max: 10, name: 'muster-test' }));
  return opened;
}

afterAll(async () => {
  await (await opened)?.close();
  opened = undefined;
});

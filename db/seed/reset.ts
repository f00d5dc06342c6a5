import { connect } from '#db/connection.ts';
import { whatIsThere } from './tell-demo.ts';

/**
 * Drops everything that Muster made in this database, where that is the demo or nothing yet.
 * @returns whether there was something to drop
 * Throws where the database holds anything else: nobody's work is dropped.
 */
export async function emptyDatabase(url: string): Promise<boolean> {
  const database = connect(url, { max: 1, name: 'muster-demo' });
  try {
    const [found] = await database.sql<{ ours: boolean }[]>`
      select to_regclass('app.lifecycle_transition') is not null and to_regclass('public.organization') is not null as ours`;
    if (!found?.ours) return false;
    if ((await whatIsThere(database)) === 'something else')
      throw new Error('This database holds a program that is not the demo; it is not dropped.');
    await database.sql.begin(async (tx) => {
      await tx`set local lock_timeout = '10s'`;
      await tx`drop schema if exists app, graphile_worker cascade`;
      await tx`drop schema public cascade`;
      await tx`create schema public`;
    });
    return true;
  } finally {
    await database.close();
  }
}

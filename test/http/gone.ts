import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Database } from '#db/connection.ts';
import type { Kind } from '#test/policy/routes.ts';
import { testDatabase } from '#test/setup/database.ts';
import type { PopulatedWorld } from '#test/walls/populated.ts';
import { thingFor, things } from './things.ts';

/** What in a copy of a row stands otherwise, because no two rows may be alike in it. */
type Unlike = (id: string) => Record<string, string>;

/** What the application may delete at all: everything else is ended, cancelled or corrected, and stays. */
const deletable = new Map<Kind, Unlike>([
  ['directoryDomain', (id) => ({ domain: `${id}.example` })],
  ['directoryRole', (id) => ({ value: id })],
  ['expenseLine', () => ({})],
  ['invitation', (id) => ({ token_hash: id, email: `${id}@people.example` })],
  ['invitationSent', (id) => ({ token_hash: id, email: `${id}@people.example` })],
  ['mailMessage', (id) => ({ mail_id: id })],
  ['passkey', (id) => ({ credential_id: id })],
  ['privacyRequest', (id) => ({ candidate_id: id })],
  ['scorecardLevel', () => ({ place: '9' })],
  ['session', (id) => ({ id_hash: id })],
]);

export const canBeDeleted = (kind: Kind): boolean => deletable.has(kind);

/** Ids of things of a world that were there and are no more: of each kind a twin of one is written and deleted again. */
export async function goneIds(database: Database, world: PopulatedWorld): Promise<Map<Kind, string>> {
  const owner = postgres((await testDatabase()).url, { max: 1 });
  const gone = new Map<Kind, string>();
  for (const [kind, unlike] of deletable) {
    const { table, id = 'id' } = things[kind];
    const like = (await thingFor(database, world, kind, world.people.admin))?.id;
    const twin = randomUUID();
    await owner.begin(async (tx) => {
      // Past the triggers: what it took to get there is not what is looked at here.
      await tx.unsafe(`set local session_replication_role = replica`);
      // What nobody but its owner sees is Ana's.
      const which = like ? tx`t.${tx(id)} = ${like}` : tx`t.account_id = ${world.people.ana.accountId}`;
      const written = await tx`
        insert into ${tx(table)}
        select (jsonb_populate_record(t, ${tx.json({ [id]: twin, ...unlike(twin) })})).* from ${tx(table)} t
        where ${which} limit 1`;
      const removed = await tx`delete from ${tx(table)} where ${tx(id)} = ${twin}`;
      if (written.count !== 1 || removed.count !== 1) throw new Error(`no ${kind} to be deleted`);
    });
    gone.set(kind, twin);
  }
  await owner.end();
  return gone;
}

/** The kinds of things that the application's role may delete, by its rights. */
export async function kindsWithTheRight(): Promise<Kind[]> {
  const owner = postgres((await testDatabase()).url, { max: 1 });
  const rows = await owner<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('muster_app', oid, 'DELETE')`;
  await owner.end();
  const tables = new Set(rows.map(({ name }) => name));
  return (Object.keys(things) as Kind[]).filter((kind) => tables.has(things[kind].table));
}

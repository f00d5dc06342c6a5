import { beforeAll, expect, test } from 'vitest';
import type postgres from 'postgres';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Viewpoint } from '#db/walled.ts';
import { separateTestDatabase } from '#test/setup/database.ts';
import { aPopulatedProgram, type PopulatedWorld } from './populated.ts';

/*
 * The walls that hold writes, one table at a time: those who have nothing to do with a row can neither put its like there,
 * nor change it, nor remove it. Then the wall of that one act is taken down, and the answer must be another: a wall
 * whose absence nobody notices is none. Triggers and keys are off, so that only the walls answer.
 */

type Sql = postgres.TransactionSql;
type Act = 'insert' | 'update' | 'delete';

let world: PopulatedWorld;
let elsewhere: PopulatedWorld;
let outsiders: Record<string, Partial<Viewpoint>>;
beforeAll(async () => {
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('write_mutants')).url;
  [world, elsewhere] = [await aPopulatedProgram(), await aPopulatedProgram()];
  outsiders = {
    'a client elsewhere': viewpointOf(elsewhere.actor('clientAdmin')),
    'a supplier elsewhere': viewpointOf(elsewhere.actor('supplierAdmin')),
    'a rival': viewpointOf(world.people.rivalRecruiter),
    'a worker elsewhere': viewpointOf(elsewhere.tessa),
    nobody: {},
  };
});

class Undo extends Error {}

/** What `statement` is answered by the walls for somebody: an error, or how many rows it reached. Taken back. */
async function answer(
  tx: Sql,
  who: Partial<Viewpoint>,
  statement: string,
  wallOff?: string,
): Promise<string> {
  let said = '';
  await tx
    .savepoint(async (inner) => {
      if (wallOff) await inner.unsafe(wallOff);
      await inner.unsafe(`set local session_replication_role = replica`);
      for (const [name, value] of Object.entries({
        ...{ side: who.side, client_id: who.clientId, supplier_id: who.supplierId },
        ...{ account_id: who.accountId, worker_id: who.workerId, organization_id: who.organizationId },
      }))
        await inner`select set_config(${`app.${name}`}, ${value ?? ''}, true)`;
      await inner.unsafe('set local role muster_app');
      said = await inner.unsafe(statement).then(
        ({ count }) => `${count} rows`,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return said;
}

type Reach = { table: string; act: Act; column: string | null; columns: string };

/** Which tables the application may write to at all, and a column of each that it may change. */
const reachOf = () => world.database.sql<Reach[]>`
  select c.relname as table, a.act, (
    select at.attname from pg_attribute at where at.attrelid = c.oid and at.attnum > 0 and not at.attisdropped
      and at.attgenerated = '' and has_column_privilege('muster_app', c.oid, at.attnum, 'update')
      order by at.attnotnull and not at.atthasdef, at.attnum desc limit 1) as column, (
    select string_agg(quote_ident(at.attname), ', ') from pg_attribute at where at.attrelid = c.oid and at.attnum > 0 and not at.attisdropped
      and at.attgenerated = '' and at.attidentity = '') as columns
  from pg_class c cross join unnest(array['insert', 'update', 'delete']) as a(act)
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
    and (has_table_privilege('muster_app', c.oid, a.act) or (a.act <> 'delete' and has_any_column_privilege('muster_app', c.oid, a.act)))
  order by 1, 2`;

function statementFor({ table, act, column, columns }: Reach, row: string): string {
  if (act === 'delete') return `delete from "${table}"`;
  // Nothing is read, so that only the wall of changes is asked.
  if (act === 'update') return `update "${table}" set "${column}" = default`;
  return `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_record(null::"${table}", '${row.replaceAll("'", "''")}'::jsonb)`;
}

/** Everybody is let through for this one act: a gate for all, and none of the walls that narrow the others. */
const wallOff = ({ table, act }: Reach): string => `
  do $do$ declare narrow text; begin
    for narrow in select polname from pg_policy where polrelid = '${table}'::regclass and not polpermissive loop
      execute format('drop policy %I on %I', narrow, '${table}');
    end loop;
  end $do$;
  create policy mutant on "${table}" for ${act} ${act === 'insert' ? 'with check' : 'using'} (true)`;

test('whoever has nothing to do with a row writes nothing of it, and only the wall keeps them from it', async () => {
  const open: string[] = [];
  const unmissed: string[] = [];
  const noticed = new Set<string>();
  let tried = 0;
  const reach = await reachOf();
  await world.database.sql
    .begin(async (tx) => {
      for (const one of reach) {
        await tx`select set_config('app.side', 'msp', true), set_config('app.client_id', '', true)`;
        const [first] = await tx.unsafe<{ row: unknown }[]>(
          `select to_jsonb(t) as row from "${one.table}" t where to_jsonb(t)::text like '%${world.clientId}%' limit 1`,
        );
        const [any] = first
          ? [first]
          : await tx.unsafe<{ row: unknown }[]>(`select to_jsonb(t) as row from "${one.table}" t limit 1`);
        const statement = statementFor(one, JSON.stringify(any?.row ?? {}));
        for (const [name, who] of Object.entries(outsiders)) {
          const held = await answer(tx, who, statement);
          const off = wallOff(one);
          const free = await answer(tx, who, statement, off);
          tried += 1;
          if (one.act === 'insert' && !/row-level security|permission denied/.test(held))
            open.push(`${name} inserts into ${one.table}: ${held}`);
          if (held !== free) noticed.add(`${one.act} ${one.table}`);
          // Who may change rows of their own trips over the value first; the others tell.
          else if (!/violates (not-null|check) constraint/.test(held))
            unmissed.push(`${name} ${one.act} ${one.table}: ${held}`);
        }
      }
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  expect(open).toEqual([]);
  expect(unmissed).toEqual([]);
  expect(noticed.size).toBe(reach.length);
  expect(tried).toBeGreaterThan(1_000);
}, 120_000);

import { beforeAll, expect, test } from 'vitest';
import type { Database } from '#db/connection.ts';
import { openDatabase } from '#test/setup/connection.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});

/** Tables without a wall, each with its reason. */
const unwalled: Record<string, string> = {
  schema_migration:
    'names of migration files; its wall is not forced on the owner, who migrates from no side',
};

/**
 * Foreign keys between tables that belong to somebody, which do not carry that somebody along. Each needs a reason:
 * otherwise one program's row could point at another's.
 */
const looseKeys: Record<string, string> = {
  'charge(credits_charge_id) → charge': 'a trigger refuses a credit of another program or supplier',
  'charge(replaces_charge_id) → charge': 'a trigger refuses a charge of another program',
  'charge_split(charge_id) → charge': 'a trigger refuses a charge of another program',
  'correction_line(charge_id) → charge': 'a trigger refuses a charge of another program',
  'funded_charge(charge_id) → charge': 'a trigger refuses a charge of another program',
  'parked_charge(charge_id) → charge': 'a trigger refuses a charge of another program',
  'approval_step(approval_id, requested_by) → approval':
    'keeps the copy of the requester honest; a second key of the same table carries the client',
  'revision_pay(revision_id) → revision':
    'what is paid carries its supplier alone; its revision is found first',
  'payment_run(debtor_account_id) → bank_account': 'the account of the MSP itself, which owns no program',
};

test('every table has a wall, for its owner too, or stands on the list of exceptions', async () => {
  const tables = await database.sql<{ name: string; walled: boolean }[]>`
    select relname as name, relrowsecurity and relforcerowsecurity as walled from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;
  expect(tables.length).toBeGreaterThan(40);
  expect(tables.filter(({ walled }) => !walled).map(({ name }) => name)).toEqual(Object.keys(unwalled));
});

test('every wall has at least one gate, and every gate a title in words', async () => {
  const gates = await database.sql<{ table: string; title: string }[]>`
    select tablename as table, policyname as title from pg_policies where schemaname = 'public'`;
  expect(gates.filter(({ title }) => !/^[A-Z].* /.test(title))).toEqual([]);
  const tables = await database.sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`;
  const gated = new Set(gates.map(({ table }) => table));
  expect(tables.map(({ name }) => name).filter((name) => !gated.has(name))).toEqual([]);
});

test('a wall asks which side it is in a way that can be planned', async () => {
  // `(select app.side()) = 'msp'` is taken for one row in two hundred; `(select app.side() = 'msp')` for one in two.
  const walls = await database.sql<{ table: string; title: string; asks: string }[]>`
    select tablename as table, policyname as title, concat(qual, with_check) as asks from pg_policies where schemaname = 'public'`;
  expect(walls.filter(({ asks }) => asks.includes('( SELECT (app.side() = ')).length).toBeGreaterThan(100);
  expect(walls.filter(({ asks }) => asks.includes('SELECT app.side()'))).toEqual([]);
});

test('the role of the application owns nothing and can pass no wall', async () => {
  const [role] = await database.sql`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname = 'muster_app'`;
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolcanlogin: false,
  });
  const owned = await database.sql`
    select relname from pg_class where relowner = 'muster_app'::regrole
    union all select proname from pg_proc where proowner = 'muster_app'::regrole
    union all select nspname from pg_namespace where nspowner = 'muster_app'::regrole`;
  expect([...owned]).toEqual([]);
  const memberships = await database.sql`
    select roleid::regrole::text as of from pg_auth_members where member = 'muster_app'::regrole`;
  expect([...memberships]).toEqual([]);
});

test('the role of the application has no right on the queue, on emptying a table, or on writing down a migration', async () => {
  const rights = await database.sql`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm')
      and (c.relnamespace = 'public'::regnamespace and has_table_privilege('muster_app', c.oid, 'truncate, references, trigger')
        or c.relnamespace = 'graphile_worker'::regnamespace and has_schema_privilege('muster_app', 'graphile_worker', 'usage')
        or c.oid = 'public.schema_migration'::regclass and has_table_privilege('muster_app', c.oid, 'insert, update, delete'))`;
  expect([...rights]).toEqual([]);
  const [create] = await database.sql`
    select has_schema_privilege('muster_app', 'public', 'create') as in_public, has_schema_privilege('muster_app', 'app', 'create') as in_app`;
  expect(create).toEqual({ in_public: false, in_app: false });
});

test('views show to each what their tables show to each', async () => {
  const views = await database.sql<{ name: string; kind: string; invoker: boolean }[]>`
    select relname as name, relkind::text as kind, coalesce('security_invoker=true' = any (reloptions), false) as invoker
    from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('v', 'm')`;
  expect(views.length).toBeGreaterThan(0);
  // A materialized view has no wall at all.
  expect(views.filter(({ kind, invoker }) => kind === 'm' || !invoker)).toEqual([]);
});

test('functions that run with the rights of their owner are few, and named', async () => {
  const definers = await database.sql<{ name: string }[]>`
    select proname as name from pg_proc
    where prosecdef and pronamespace in ('public'::regnamespace, 'app'::regnamespace) order by proname`;
  expect(definers.map(({ name }) => name)).toEqual([
    'end_sessions',
    'enqueue',
    'note_unsealed',
    'queue_mail',
    'remove_factors',
    'second_factors',
  ]);
});

test('a function with its owner’s rights looks nowhere but where it says, and only the application may call it', async () => {
  const definers = await database.sql<{ name: string; path: boolean; anybody: boolean }[]>`
    select proname as name, coalesce(array_to_string(proconfig, ' ') like '%search_path=%', false) as path,
      has_function_privilege('public', oid, 'execute') as anybody
    from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  expect(definers.length).toBeGreaterThan(0);
  expect(definers.filter(({ path, anybody }) => !path || anybody)).toEqual([]);
});

test('nobody but the application and the owner has any right on a table', async () => {
  const open = await database.sql`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
      and has_table_privilege('public', c.oid, 'select, insert, update, delete')`;
  expect([...open]).toEqual([]);
});

test('a key between two tables that belong to somebody carries that somebody along', async () => {
  const keys = await database.sql<{ name: string; columns: string[] }[]>`
    with owned as (
      select distinct attrelid as table_id from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname in ('client_id', 'supplier_id') and not a.attisdropped)
    select k.conrelid::regclass::text || '(' || string_agg(a.attname::text, ', ' order by c.place) || ') → ' || k.confrelid::regclass::text as name,
           array_agg(a.attname::text) as columns
    from pg_constraint k
    cross join lateral unnest(k.conkey) with ordinality c (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number
    where k.contype = 'f' and k.conrelid in (select table_id from owned) and k.confrelid in (select table_id from owned)
    group by k.oid, k.conrelid, k.confrelid`;
  expect(keys.length).toBeGreaterThan(40);
  const loose = keys.filter(
    ({ columns }) => !columns.some((name) => name === 'client_id' || name === 'supplier_id'),
  );
  expect(loose.map(({ name }) => name).sort()).toEqual(Object.keys(looseKeys).sort());
});

test('what belongs to somebody says so: an owner is never missing where the table has one kind of owner', async () => {
  // A null owner would be a row that no wall holds back and nobody may see. Where it may be null, both are there.
  const nullable = await database.sql<{ name: string }[]>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname in ('client_id', 'supplier_id') and not a.attnotnull order by 1`;
  expect(nullable.map(({ name }) => name)).toEqual([
    'accrual_line.supplier_id',
    'discount_schedule.supplier_id',
    'event.client_id',
    'event.supplier_id',
    'fee_schedule.supplier_id',
    'invoice.supplier_id',
    'invoice_balance.supplier_id',
    'invoice_tax.supplier_id',
    'ledger_account.supplier_id',
    'privacy_request.supplier_id',
    'rate_card_entry.supplier_id',
    'settlement.supplier_id',
    'stored_file.client_id',
    'stored_file.supplier_id',
  ]);
});

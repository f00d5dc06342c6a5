import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { walled, type Viewpoint } from '#db/walled.ts';
import { viewpointOf } from '#app/platform/context.server.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { aPopulatedProgram, tablesOf, type PopulatedWorld } from './populated.ts';

/*
 * For every table and every party that has no business there: no row to read, none to change, none to add. The tables
 * come from the catalog, so that one that is new tomorrow is tried too; it fails until it holds a row here.
 */

let world: PopulatedWorld;
let elsewhere: World;
let tables: string[];
/** Law that holds for all: read by every side, kept by the MSP alone. */
const everybodys = ['tax_rule'];
/** The ids by which a row is told to be this world's own. */
let ours: string;
/** The ids of what Cobalt and the client do together, which is no rival's business in the same program. */
let betweenTheTwo: string;

beforeAll(async () => {
  [world, elsewhere] = [await aPopulatedProgram(), await aProgram()];
  tables = (await tablesOf(world)).filter((table) => !everybodys.includes(table));
  const { people, clientId, suppliers, placement, otherPlacement, timesheetId, billed, tessa, otherWorker } =
    world;
  const accounts = Object.values(people).filter(({ side }) => side !== 'msp');
  ours = anyOf([
    clientId,
    ...Object.values(suppliers),
    ...accounts.map(({ accountId }) => accountId),
    billed.runId,
    placement.candidateId,
  ]);
  const notRivals = accounts.filter(({ supplierId }) => supplierId !== suppliers.rival);
  const { rateIds: _one, ...placed } = placement;
  const { rateIds: _two, ...otherPlaced } = otherPlacement;
  betweenTheTwo = anyOf([
    suppliers.cobalt,
    timesheetId,
    ...Object.values(billed),
    ...Object.values(placed),
    ...Object.values(otherPlaced),
    ...notRivals.map(({ accountId }) => accountId),
    tessa.accountId,
    otherWorker.accountId,
  ]);
});

const anyOf = (ids: string[]) => ids.join('|');

/** Which tables show this party at least one row that the pattern finds. */
async function tablesShowing(view: Viewpoint, pattern: string): Promise<string[]> {
  return walled(world.database, view, async (db) => {
    const showing: string[] = [];
    for (const table of tables) if ((await countOf(db, table, pattern)) > 0) showing.push(table);
    return showing;
  });
}

async function countOf(db: Db, table: string, pattern: string): Promise<number> {
  // Each in a savepoint: a table on which the role has no right at all must not end the transaction.
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from ${sql.identifier(table)} t where to_jsonb(t)::text ~ ${pattern}`,
    );
    return row?.count ?? 0;
  });
}

test('this world has a row in every table, so that every wall here has something to hold back', async () => {
  const inside = new Set([
    ...(await tablesShowing({ side: 'msp' }, ours)),
    ...(await tablesShowing({ side: 'door' }, ours)),
  ]);
  expect(tables.filter((table) => !inside.has(table))).toEqual([]);
});

test('the attempts below are real: the MSP, who may, gets through', async () => {
  const msp: Viewpoint = { side: 'msp' };
  expect(await tablesYielding(msp, ours)).toEqual(
    expect.arrayContaining(['program', 'requisition', 'timesheet']),
  );
  expect(await tablesTaking(msp, ours)).toEqual(
    expect.arrayContaining(['program', 'assignment_rate', 'invoice_line']),
  );
});

const strangers: [string, () => Viewpoint][] = [
  ['a client of another program', () => viewpointOf(elsewhere.actor('ana'))],
  ['a supplier of another program', () => viewpointOf(elsewhere.actor('recruiter'))],
  ['a client without an id', () => ({ side: 'client' })],
  ['a supplier without an id', () => ({ side: 'supplier' })],
  [
    'a client that claims our supplier’s id',
    () => ({ ...viewpointOf(elsewhere.actor('ana')), supplierId: elsewhere.suppliers.rival }),
  ],
];

describe.each(strangers)('%s', (_name, view) => {
  test('sees no row of ours in any table', async () => {
    expect(await tablesShowing(view(), ours)).toEqual([]);
  });

  test('changes and removes nothing of ours in any table', async () => {
    expect(await tablesYielding(view(), ours)).toEqual([]);
  });

  test('adds nothing in our name to any table', async () => {
    expect(await tablesTaking(view(), ours)).toEqual([]);
  });
});

describe('a rival supplier in the same program', () => {
  const view = () => viewpointOf(world.actor('rivalRecruiter'));

  test('sees nothing of what the client and Cobalt do together', async () => {
    expect(await tablesShowing(view(), betweenTheTwo)).toEqual([]);
  });

  test('changes and removes nothing of it', async () => {
    expect(await tablesYielding(view(), betweenTheTwo)).toEqual([]);
  });

  test('adds nothing in their name', async () => {
    expect(await tablesTaking(view(), world.suppliers.cobalt)).toEqual([]);
  });
});

test('what is everybody’s is read by both sides, and kept by neither', async () => {
  const law = `Zone ${world.code}`;
  for (const table of everybodys)
    for (const person of ['clientAdmin', 'supplierAdmin'] as const) {
      await walled(world.database, viewpointOf(world.actor(person)), async (db) => {
        expect(await countOf(db, table, law), table).toBeGreaterThan(0);
        const removal = sql`update ${sql.identifier(table)} set id = id`;
        expect((await db.execute(removal)).count, table).toBe(0);
      });
    }
});

describe('nobody', () => {
  test('who set nothing sees not one row', async () => {
    const seen = await world.database.db.transaction(async (db) => {
      await db.execute(sql`select set_config('role', 'muster_app', true)`);
      const counts: Record<string, number> = {};
      for (const table of tables) counts[table] = await countOf(db, table, '.');
      return counts;
    });
    expect(Object.entries(seen).filter(([, count]) => count > 0)).toEqual([]);
  });

  test('at the door sees who people are and nothing of the business', async () => {
    expect(await tablesShowing({ side: 'door' }, ours)).toEqual([
      'account',
      'account_password',
      'directory',
      'directory_attempt',
      'directory_domain',
      'directory_identity',
      'directory_membership',
      'directory_role',
      'directory_token',
      'directory_user',
      'invitation',
      'known_place',
      'membership',
      'organization',
      'passkey',
      'passkey_challenge',
      'password_reset',
      'recovery_code',
      'session',
      'sign_in_attempt',
      'sign_in_step',
      'throttle',
      'totp_factor',
      'view_as',
    ]);
  });
});

/** Tables of which an update or a delete reaches at least one row of ours. */
async function tablesYielding(view: Viewpoint, pattern: string): Promise<string[]> {
  const yielding: string[] = [];
  for (const table of tables) {
    const column = await columnToWrite(table);
    for (const statement of [
      sql`update ${sql.identifier(table)} t set ${sql.identifier(column)} = t.${sql.identifier(column)} where to_jsonb(t)::text ~ ${pattern} returning 1`,
      sql`delete from ${sql.identifier(table)} t where to_jsonb(t)::text ~ ${pattern} returning 1`,
    ])
      if (await reaches(view, statement)) yielding.push(table);
  }
  return yielding;
}

/** A column that the role may update, where it may update any. */
async function columnToWrite(table: string): Promise<string> {
  const [row] = await world.database.sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attidentity = ''
    order by has_column_privilege('muster_app', attrelid, attnum, 'update') desc, attnum limit 1`;
  if (!row) throw new Error(`${table} has no columns`);
  return row.name;
}

/** Tables that take a copy of one of our rows from this party. */
/** The columns of a table that an insert may name: what is generated writes itself. */
async function columnsOf(table: string): Promise<string> {
  const [row] = await world.rows<{ names: string }>(sql`
    select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`);
  return row?.names ?? '';
}

async function tablesTaking(view: Viewpoint, pattern: string): Promise<string[]> {
  const taking: string[] = [];
  for (const table of tables) {
    const row = (await rowOf(table, pattern, 'msp')) ?? (await rowOf(table, pattern, 'door'));
    if (row === null) continue;
    // The wall speaks before the key does, so a copy that only the key refuses has passed the wall.
    const columns = sql.raw(await columnsOf(table));
    const statement = sql`insert into ${sql.identifier(table)} (${columns}) overriding system value
      select ${columns} from jsonb_populate_record(null::${sql.identifier(table)}, ${row}::text::jsonb) returning 1`;
    if (await reaches(view, statement)) taking.push(table);
  }
  return taking;
}

async function rowOf(table: string, pattern: string, side: 'msp' | 'door'): Promise<string | null> {
  const [row] = await walled(world.database, { side }, (db) =>
    db.execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(table)} t where to_jsonb(t)::text ~ ${pattern} limit 1`,
    ),
  );
  return row?.row ?? null;
}

class Undo extends Error {}
const INSUFFICIENT_PRIVILEGE = '42501';

/** Whether the statement got past right and wall: it reached a row, or something other than they refused it. */
async function reaches(view: Viewpoint, statement: ReturnType<typeof sql>): Promise<boolean> {
  let reached = false;
  try {
    await walled(world.database, view, async (db) => {
      reached = (await db.execute(statement)).length > 0;
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return reached;
    const cause = error instanceof Error ? error.cause : null;
    return !(cause instanceof Error && 'code' in cause && cause.code === INSUFFICIENT_PRIVILEGE);
  }
  return reached;
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mail, organization } from '#db/schema/index.ts';
import { connect, type Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { parseMail, renderMail } from '#emails/index.ts';
import { ALGORITHM, DEPLOYMENT_CHAIN, hashOfEvent, sealedColumns } from '#app/audit/canonical.server.ts';
import { anchorTrail } from '#app/audit/anchor.server.ts';
import { readAnchors } from '#app/audit/anchor-file.server.ts';
import { sealTrail } from '#app/audit/seal.server.ts';
import { verifyTrail } from '#app/audit/verify.server.ts';
import type { Surroundings } from '#app/platform/context.server.ts';
import { separateTestDatabase } from '#test/setup/database.ts';
import { theMsp } from '#test/factories/msp.ts';

/*
 * The seal of the trail, in a database of its own, because these tests forge it. Whoever owns the database can switch
 * every guard off, and does so here.
 */

let database: Database;
let folder: string;
let clientId: string;
let otherId: string;
let anchors: string;

beforeAll(async () => {
  const { url } = await separateTestDatabase('audit_seal');
  database = connect(url, { max: 4, name: 'muster-test' });
  folder = await mkdtemp(path.join(tmpdir(), 'muster-anchors-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const surroundings = (): Surroundings => ({
  database,
  now: new Date('2026-03-02T12:00:00Z'),
  requestId: 'test',
  baseUrl: 'http://muster.test',
});

/** Does what every guard refuses, as an owner of the database can. */
const forge = (statement: string) =>
  database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx.unsafe(statement);
  });

const asOwner = <T extends Record<string, unknown>>(statement: string) =>
  database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    return [...(await tx.unsafe(statement))] as unknown as T[];
  });

const insertion = (client: string | null, summary: string) =>
  `insert into event (kind, subject_kind, subject_id, client_id, actor_name, actor_organization, summary, facts)
   values ('timesheet.approved', 'timesheet', '${randomUUID()}', ${client ? `'${client}'` : 'null'}, 'Ana', 'Halden', '${summary}', '{"minutes": 2400}')`;

const happens = (client: string | null, count: number) =>
  asOwner(Array.from({ length: count }, (_, index) => insertion(client, `approved ${index}`)).join('; '));

const eventAt = async (position: number): Promise<number> => {
  const [row] = await asOwner<{ id: string }>(
    `select event_id::text as id from event_seal where chain = '${clientId}' and position = ${position}`,
  );
  return Number(row?.id);
};

const verified = () => verifyTrail(database, { anchors });
const found = async () => {
  const { findings } = await verified();
  return findings.told.map(({ tampering, eventId, position }) => ({ tampering, eventId, position }));
};

/** A new trail for each test: two programs and the deployment, twelve events of the first. */
beforeEach(async () => {
  await forge('truncate event, event_seal, event_unsealed, audit_anchor');
  anchors = path.join(folder, `${randomUUID()}.jsonl`);
  [clientId, otherId] = [randomUUID(), randomUUID()];
  await theMsp(database);
  await walled(database, { side: 'msp' }, (db) =>
    db.insert(organization).values([
      { id: clientId, side: 'client', name: 'Halden', legalName: 'Halden, Inc.' },
      { id: otherId, side: 'client', name: 'Brightwater', legalName: 'Brightwater, Inc.' },
    ]),
  );
  await happens(clientId, 6);
  await happens(otherId, 3);
  await happens(null, 2);
  await happens(clientId, 6);
});

describe('sealing', () => {
  test('gives every event a place in its chain, without gaps, once', async () => {
    expect(await sealTrail(surroundings())).toBe(17);
    expect(await sealTrail(surroundings())).toBe(0);
    const chains = await asOwner<{ chain: string; seals: number; first: number; last: number }>(
      `select chain::text, count(*)::int as seals, min(position)::int as first, max(position)::int as last from event_seal group by chain`,
    );
    expect(chains).toHaveLength(3);
    expect(chains).toEqual(
      expect.arrayContaining([
        { chain: clientId, seals: 12, first: 1, last: 12 },
        { chain: otherId, seals: 3, first: 1, last: 3 },
        { chain: DEPLOYMENT_CHAIN, seals: 2, first: 1, last: 2 },
      ]),
    );
    const { events, sealed, waiting, findings } = await verified();
    expect({ events, sealed, waiting, differences: findings.count }).toEqual({
      ...{ events: 17, sealed: 17, waiting: 0, differences: 0 },
    });
  });

  test('covers every column that an event has', async () => {
    const columns = await asOwner<{ name: string }>(
      `select attname::text as name from pg_attribute where attrelid = 'event'::regclass and attnum > 0 and not attisdropped`,
    );
    expect(sealedColumns.map(({ column }) => column).sort()).toEqual(columns.map(({ name }) => name).sort());
  });

  test('leaves nobody out who commits late, and gives them a later place', async () => {
    const late = await database.sql.reserve();
    try {
      await late`begin`;
      await late`select set_config('app.side', 'msp', true)`;
      await late.unsafe(insertion(clientId, 'begun first, committed last'));
      await happens(clientId, 3);
      expect(await sealTrail(surroundings())).toBe(20);
      await late`commit`;
    } finally {
      late.release();
    }
    expect(await sealTrail(surroundings())).toBe(1);
    const [last] = await asOwner<{ position: number; later: number; summary: string }>(`
      select s.position::int, e.summary, (select count(*)::int from event l where l.client_id = e.client_id and l.id > e.id) as later
      from event_seal s join event e on e.id = s.event_id where s.chain = '${clientId}' order by s.position desc limit 1`);
    expect(last).toEqual({ position: 16, summary: 'begun first, committed last', later: 3 });
    expect(await found()).toEqual([]);
  });

  test('is one’s work at a time, and what was rolled back leaves no gap', async () => {
    await asOwner(`begin; ${insertion(clientId, 'never happened')}; rollback`).catch(() => undefined);
    const counts = await Promise.all([1, 2, 3, 4].map(() => sealTrail(surroundings())));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(17);
    await sealTrail(surroundings());
    expect(await found()).toEqual([]);
  });

  test('is not for people: the wall lets the program itself write, and nobody change', async () => {
    await sealTrail(surroundings());
    const asPerson = (statement: string) =>
      walled(database, { side: 'msp', accountId: randomUUID() }, (db) => db.execute(sql.raw(statement)));
    const copy = `insert into event_seal select chain, position + 100, 999999, algorithm, previous_hash, hash, sealed_at from event_seal where position = 1`;
    await expect(asPerson(copy)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(asPerson('update event_seal set algorithm = 2')).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    await expect(asPerson('delete from event_seal')).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(asPerson(`insert into event_unsealed values (1, '${clientId}')`)).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    await happens(clientId, 1);
    expect((await asPerson('delete from event_unsealed')).count).toBe(0);
    await expect(asOwner('delete from event_seal')).rejects.toThrow('never changed or removed');
    await expect(asOwner('truncate event_seal')).rejects.toThrow('never changed or removed');
  });
});

describe('verifying finds', () => {
  beforeEach(async () => {
    await sealTrail(surroundings());
    expect(await found()).toEqual([]);
  });

  test.each([
    ['a changed sentence', `summary = 'approved 60.00 h'`],
    ['a changed fact', `facts = '{"minutes": 3600}'`],
    ['another time by a microsecond', `at = at + interval '1 microsecond'`],
    ['another person', `actor_name = 'Bob'`],
    [
      'somebody put in whose place it was done',
      `behalf_name = 'Carl', behalf_account_id = gen_random_uuid()`,
    ],
    ['another audience', `audience = '{client}'`],
  ])('an edited row: %s', async (_name, change) => {
    const eventId = await eventAt(7);
    await forge(`update event set ${change} where id = ${eventId}`);
    expect(await found()).toEqual([{ tampering: 'edited', eventId, position: 7 }]);
  });

  test('a row that was moved to another program', async () => {
    const eventId = await eventAt(7);
    await forge(`update event set client_id = '${otherId}' where id = ${eventId}`);
    expect(await found()).toEqual([{ tampering: 'edited', eventId, position: 7 }]);
  });

  test('a removed row, with its seal or without', async () => {
    const [first, second] = [await eventAt(4), await eventAt(8)];
    await forge(
      `delete from event where id in (${first}, ${second}); delete from event_seal where event_id = ${second}`,
    );
    expect(await found()).toEqual([
      { tampering: 'removed', eventId: first, position: 4 },
      { tampering: 'removed', eventId: await eventAt(9), position: 9 },
    ]);
  });

  test('a row that was slipped in past the triggers, and is not sealed afterwards', async () => {
    await forge(insertion(clientId, 'approved 80.00 h'));
    expect(await sealTrail(surroundings())).toBe(0);
    const [{ tampering, eventId } = {}] = await found();
    const [row] = await asOwner<{ id: string }>(
      `select id::text from event where summary = 'approved 80.00 h'`,
    );
    expect({ tampering, eventId }).toEqual({ tampering: 'inserted', eventId: Number(row?.id) });
  });

  test('a row with a seal of its own between two others', async () => {
    await forge(`
      update event_seal set position = position + 1000 where chain = '${clientId}' and position > 5;
      update event_seal set position = position - 999 where chain = '${clientId}' and position > 1000`);
    await forge(insertion(clientId, 'approved 80.00 h'));
    const eventId = await sealedBy(6);
    const told = await found();
    // The seal itself is well made; what follows no longer follows.
    expect(told).toContainEqual({ tampering: 'order', eventId: await eventAt(7), position: 7 });
    expect(told.some((one) => one.tampering === 'edited' && one.position === 7)).toBe(true);
    expect(told.some((one) => one.eventId === eventId)).toBe(false);
  });

  test('two rows that changed places', async () => {
    const [a, b] = [await eventAt(3), await eventAt(4)];
    await forge(`update event_seal set event_id = -event_id where event_id in (${a}, ${b});
      update event_seal set event_id = case event_id when -${a} then ${b} else ${a} end where event_id < 0`);
    expect((await found()).map(({ tampering, eventId }) => ({ tampering, eventId }))).toEqual([
      { tampering: 'edited', eventId: a },
      { tampering: 'edited', eventId: b },
    ]);
  });

  test('a row that was sealed with an algorithm nobody knows', async () => {
    await forge(`update event_seal set algorithm = 9 where chain = '${clientId}' and position = 2`);
    expect(await found()).toEqual([{ tampering: 'unknown', eventId: await eventAt(2), position: 2 }]);
  });

  test('a row that waits for its seal too long, and one that was removed while it waited', async () => {
    await happens(otherId, 2);
    expect(await found()).toEqual([]);
    await forge(`update event_unsealed set noted_at = noted_at - interval '11 minutes'`);
    expect((await found()).map(({ tampering }) => tampering)).toEqual(['unsealed', 'unsealed']);
    await forge(`delete from event where id = (select max(id) from event)`);
    expect((await found()).map(({ tampering }) => tampering)).toEqual(['unsealed', 'removed']);
  });
});

describe('anchors', () => {
  beforeEach(async () => {
    await anchorTrail(surroundings(), 'Nadia Frost', anchors);
    await sealTrail(surroundings());
  });

  test('are lines that only their owner reads, rows, and a mail to every auditor from which they can be read back', async () => {
    expect((await stat(anchors)).mode & 0o777).toBe(0o600);
    const read = await readAnchors(anchors);
    expect(read?.unreadable).toBe(0);
    expect(read?.anchors.map(({ name, position }) => [name, position])).toEqual([
      ['The deployment itself', 2],
      ['Brightwater', 3],
      ['Halden', 12],
    ]);
    const [row] = await walled(database, { side: 'msp' }, (db) =>
      db
        .select()
        .from(mail)
        .where(sql`kind = 'trailAnchored'`)
        .orderBy(sql`id desc`)
        .limit(1),
    );
    expect(row?.toRoles).toEqual(['auditor']);
    const { text } = await renderMail(parseMail({ kind: row?.kind, props: row?.props }));
    const saved = path.join(folder, `${randomUUID()}.eml`);
    await writeFile(saved, text);
    expect((await readAnchors(saved))?.anchors).toEqual(read?.anchors);
    expect(await found()).toEqual([]);
    expect(await verified()).toMatchObject({ anchorsOfFile: 3, anchorsOfTable: 3 });
  });

  test('show a tail that was cut, and the whole chain that was', async () => {
    await forge(`delete from event where id in (select event_id from event_seal where chain = '${clientId}' and position > 9);
      delete from event_seal where chain = '${clientId}' and position > 9;
      delete from event where client_id = '${otherId}'; delete from event_seal where chain = '${otherId}'; delete from audit_anchor`);
    expect(await found()).toEqual(
      expect.arrayContaining([
        { tampering: 'cut', eventId: null, position: 9 },
        { tampering: 'cut', eventId: null, position: 0 },
      ]),
    );
    expect(await found()).toHaveLength(2);
    // Whoever has no anchor cannot see it, and is told so by the command.
    const without = await verifyTrail(database, { anchors: path.join(folder, 'none') });
    expect(without.findings.count).toBe(0);
    expect(without.anchorsOfFile).toBeNull();
  });

  test('show a chain that was forged anew, seal by seal, from some row on', async () => {
    const eventId = await eventAt(5);
    await forge(
      `update event set summary = 'approved 80.00 h' where id = ${eventId}; delete from audit_anchor`,
    );
    await reseal(clientId, 5);
    const without = await verifyTrail(database, { anchors: path.join(folder, 'none') });
    expect(without.findings.count).toBe(0);
    expect(await found()).toEqual([{ tampering: 'reforged', eventId: await eventAt(12), position: 12 }]);
  });

  test('that were changed are no longer signed', async () => {
    const text = await readFile(anchors, 'utf8');
    await writeFile(anchors, text.replace(/"position":12/, '"position":11'));
    const told = await found();
    expect(told).toContainEqual({ tampering: 'anchors', eventId: null, position: 11 });
  });
});

type Forged = Record<string, string | null> & { id: string };
const texts = sealedColumns.map(({ text }, index) => `${text} as c${index}`).join(', ');
const valuesOf = (row: Forged) => sealedColumns.map((_, index) => row[`c${index}`] ?? null);

/** Seals the newest event at a place as the program would, which whoever owns the database can do as well. */
async function sealedBy(position: number): Promise<number> {
  const [event] = await asOwner<Forged>(
    `select e.id::text as id, ${texts} from event e order by e.id desc limit 1`,
  );
  const [before] = await asOwner<{ hash: string }>(
    `select encode(hash, 'hex') as hash from event_seal where chain = '${clientId}' and position = ${position - 1}`,
  );
  if (!event || !before) throw new Error('nothing to seal');
  const previousHash = before.hash;
  const hash = hashOfEvent(
    { algorithm: ALGORITHM, chain: clientId, position, previousHash },
    valuesOf(event),
  );
  await forge(
    `insert into event_seal values ('${clientId}', ${position}, ${event.id}, ${ALGORITHM}, decode('${previousHash}', 'hex'), decode('${hash}', 'hex'), now())`,
  );
  return Number(event.id);
}

/** Makes every seal from a place on anew, so that the chain holds in itself. */
async function reseal(chain: string, from: number): Promise<void> {
  const rows = await asOwner<Forged>(
    `select e.id::text as id, s.position::int as position, ${texts}
     from event_seal s join event e on e.id = s.event_id where s.chain = '${chain}' and s.position >= ${from} order by s.position`,
  );
  const [before] = await asOwner<{ hash: string }>(
    `select encode(hash, 'hex') as hash from event_seal where chain = '${chain}' and position = ${from - 1}`,
  );
  let previousHash = before?.hash ?? '';
  for (const row of rows) {
    const { id } = row;
    const position = Number(row['position']);
    const hash = hashOfEvent({ algorithm: ALGORITHM, chain, position, previousHash }, valuesOf(row));
    await forge(
      `update event_seal set previous_hash = decode('${previousHash}', 'hex'), hash = decode('${hash}', 'hex') where event_id = ${id}`,
    );
    previousHash = hash ?? '';
  }
}

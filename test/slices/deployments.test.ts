import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Database } from '#db/connection.ts';
import { walled, type Viewpoint } from '#db/walled.ts';
import { noteDeployment } from '#app/audit/commands/note-deployment.server.ts';
import { deploymentsBefore, migrationsApplied, newestDeployment } from '#app/audit/deployments.server.ts';
import { sealTrail } from '#app/audit/seal.server.ts';
import { whatRuns, type Build } from '#app/audit/what-runs.server.ts';
import { NOBODY } from '#app/platform/authorization/nobody.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { separateTestDatabase } from '#test/setup/database.ts';

/*
 * What runs here is noted once, in a database of its own: there is one list for all of it.
 */

let database: Database;
beforeAll(async () => {
  database = connect((await separateTestDatabase('deployments')).url, { max: 6, name: 'muster-test' });
});
afterAll(() => database.close());

const surroundings = () => ({
  database,
  now: new Date('2026-03-02T12:00:00Z'),
  requestId: 'start-test',
  baseUrl: 'http://muster.test',
});
const starts = (build: Build) => asSystem(surroundings(), (ctx) => noteDeployment(ctx, build));

const first: Build = { version: '1.0.0', buildSha256: 'a'.repeat(64) };
const rebuilt: Build = { version: '1.0.0', buildSha256: 'b'.repeat(64) };
const second: Build = { version: '1.1.0', buildSha256: 'b'.repeat(64) };

/** Past every guard, as an owner of the database can. */
beforeEach(() =>
  database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx`truncate deployment, event, event_unsealed, event_seal, audit_anchor`;
  }),
);

const seenFrom = <T extends Record<string, unknown>>(view: Viewpoint, query: ReturnType<typeof sql>) =>
  walled(database, view, (db) => db.execute<T>(query));
const noted = () =>
  seenFrom<{ version: string; build: string }>(
    { side: 'msp' },
    sql`select version, left(build_sha256, 1) as build from deployment order by started_at, id`,
  );
const told = () =>
  seenFrom<Record<string, unknown>>(
    { side: 'msp' },
    sql`select kind, subject_kind, client_id, supplier_id, audience, actor_name, actor_account_id, facts, subject_id
      from event order by id`,
  );

describe('a start', () => {
  test('of the first build is noted, with an event for the MSP alone', async () => {
    expect(await starts(first)).toBe(true);
    const rows = await seenFrom<Record<string, unknown>>({ side: 'msp' }, sql`select * from deployment`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      version: '1.0.0',
      build_sha256: first.buildSha256,
      node_version: process.versions.node,
      postgres_version: expect.stringMatching(/^\d+/) as string,
    });
    expect([...(await told())]).toEqual([
      {
        kind: 'deployment.started',
        subject_kind: 'deployment',
        subject_id: rows[0]?.['id'],
        ...{ client_id: null, supplier_id: null, audience: [] },
        ...{ actor_name: 'Muster', actor_account_id: null },
        facts: { version: '1.0.0', build: first.buildSha256, before: null },
      },
    ]);
  });

  test('of the same build writes nothing', async () => {
    await starts(first);
    expect(await starts(first)).toBe(false);
    expect(await noted()).toHaveLength(1);
    expect(await told()).toHaveLength(1);
  });

  test('of another build of the same version, of another version, and of one that ran before, is noted', async () => {
    for (const build of [first, rebuilt, second, first]) expect(await starts(build)).toBe(true);
    expect([...(await noted())]).toEqual([
      { version: '1.0.0', build: 'a' },
      { version: '1.0.0', build: 'b' },
      { version: '1.1.0', build: 'b' },
      { version: '1.0.0', build: 'a' },
    ]);
    expect((await told()).at(-1)?.['facts']).toEqual({
      version: '1.0.0',
      build: first.buildSha256,
      before: `version 1.1.0, build ${second.buildSha256}`,
    });
  });

  test('of several servers at once is noted once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => starts(first)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await noted()).toHaveLength(1);
    expect(await told()).toHaveLength(1);
  });

  test('that fails is told of nowhere', async () => {
    const start = asSystem(surroundings(), async (ctx) => {
      await noteDeployment(ctx, first);
      throw new Error('the power goes');
    });
    await expect(start).rejects.toThrow('the power goes');
    expect(await noted()).toHaveLength(0);
    expect(await told()).toHaveLength(0);
  });

  test('takes its place in the sealed trail', async () => {
    await starts(first);
    expect(await sealTrail(surroundings())).toBe(1);
    const seals = await seenFrom(
      { side: 'msp' },
      sql`select s.position::int from event_seal s join event e on e.id = s.event_id where e.kind = 'deployment.started'`,
    );
    expect([...seals]).toEqual([{ position: 1 }]);
  });
});

describe('what is noted', () => {
  const asOwner = (statement: string) =>
    database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      await tx.unsafe(statement);
    });

  test.each(["update deployment set version = '9'", 'delete from deployment', 'truncate deployment'])(
    'is not undone by its owner: %s',
    async (statement) => {
      await starts(first);
      await expect(asOwner(statement)).rejects.toThrow('deployment is never changed or removed');
    },
  );

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { cause?: { code?: string } }).cause?.code,
    );
  const addition = sql`insert into deployment (version, build_sha256, node_version, postgres_version)
    values ('9', ${'c'.repeat(64)}, '20', '18')`;

  test('is written by the program itself, and by no person', async () => {
    const admin = '01890000-0000-7000-8000-000000000001';
    expect(await codeOf(seenFrom({ side: 'msp', accountId: NOBODY }, addition))).toBe('done');
    for (const view of [
      { side: 'msp', accountId: admin },
      { side: 'client', accountId: NOBODY, clientId: admin },
      { side: 'supplier', accountId: NOBODY, supplierId: admin },
      { side: 'door' },
    ] as Viewpoint[])
      expect(await codeOf(seenFrom(view, addition)), view.side).toBe('42501');
    for (const change of [sql`update deployment set version = '9'`, sql`delete from deployment`])
      expect(await codeOf(seenFrom({ side: 'msp', accountId: NOBODY }, change))).toBe('42501');
  });

  test('and the list of migrations are there for the MSP alone', async () => {
    await starts(first);
    const seen = async (view: Viewpoint) => [
      (await seenFrom(view, sql`select from deployment`)).length,
      (await seenFrom(view, sql`select from schema_migration where name like '0025%'`)).length,
    ];
    const id = '01890000-0000-7000-8000-000000000002';
    expect(await seen({ side: 'msp' })).toEqual([1, 1]);
    expect(await seen({ side: 'client', clientId: id })).toEqual([0, 0]);
    expect(await seen({ side: 'supplier', supplierId: id })).toEqual([0, 0]);
    expect(await seen({ side: 'door' })).toEqual([0, 0]);
    expect(await seen({ side: 'directory', organizationId: id })).toEqual([0, 0]);
    const forging = sql`insert into schema_migration (name, sha256) values ('9999_x.sql', 'x')`;
    expect(await codeOf(seenFrom({ side: 'msp', accountId: NOBODY }, forging))).toBe('42501');
  });

  test('is read newest first, a page at a time, each with the moment at which the next one started', async () => {
    for (const build of [first, second, rebuilt, second, first]) await starts(build);
    await asSystem(surroundings(), async (ctx) => {
      const now = await newestDeployment(ctx);
      expect(now).toMatchObject({ version: '1.0.0', buildSha256: first.buildSha256, replacedAt: null });
      const one = await deploymentsBefore(ctx, now?.id ?? '', 2);
      const two = await deploymentsBefore(ctx, one.next ?? '', 2);
      expect([...one.rows, ...two.rows].map(({ version }) => version)).toEqual([
        '1.1.0',
        '1.0.0',
        '1.1.0',
        '1.0.0',
      ]);
      expect(one.rows[0]?.replacedAt).toBe(now?.startedAt);
      expect(one.rows[1]?.replacedAt).toBe(one.rows[0]?.startedAt);
      expect(two.next).toBeNull();
      const migrations = await migrationsApplied(ctx);
      expect(migrations.at(-1)?.name).toBe('0001_foundation.sql');
      expect(migrations.map(({ name }) => name)).toContain('0025_deployments.sql');
    });
  });
});

describe('a build', () => {
  let folder: string;
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'muster-build-'));
    write('package.json', '{"version": "1.2.3"}');
    write('package-lock.json', '{}');
    write('build/server/index.js', 'pages');
    for (const name of ['app/server.ts', 'db/connection.ts', 'emails/index.tsx', 'migrations/0001.sql'])
      write(name, name);
    return () => rmSync(folder, { recursive: true });
  });

  test('is the same wherever it lies, and says its version', () => {
    const { version, buildSha256 } = whatRuns(folder);
    expect(version).toBe('1.2.3');
    expect(buildSha256).toMatch(/^[0-9a-f]{64}$/);
    const elsewhere = `${folder}-elsewhere`;
    cpSync(folder, elsewhere, { recursive: true });
    try {
      expect(whatRuns(elsewhere)).toEqual({ version, buildSha256 });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test.each([
    'build/server/index.js',
    'package-lock.json',
    'app/server.ts',
    'app/audit/new.server.ts',
    'db/connection.ts',
    'emails/index.tsx',
    'migrations/0001.sql',
  ])('is another one with another %s', (name) => {
    const before = whatRuns(folder).buildSha256;
    write(name, 'changed');
    expect(whatRuns(folder).buildSha256).not.toBe(before);
  });

  test('is not another one with another test, guide, demo or source of a page', () => {
    const before = whatRuns(folder).buildSha256;
    for (const name of ['app/server.test.ts', 'app/README.md', 'db/seed/demo.ts', 'app/audit/pages/x.tsx'])
      write(name, 'changed');
    expect(whatRuns(folder).buildSha256).toBe(before);
  });

  test('that was moved from one file into the next is another one', () => {
    write('app/a.ts', 'ab');
    write('app/b.ts', 'c');
    const before = whatRuns(folder).buildSha256;
    write('app/a.ts', 'a');
    write('app/b.ts', 'bc');
    expect(whatRuns(folder).buildSha256).not.toBe(before);
  });
});

import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { connect } from '#db/connection.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { exportsWith } from '#app/audit/exports.server.ts';
import { anchorTrail, sealTrail, verifyTrail } from '#app/audit/public.server.ts';
import { trailPage } from '#app/audit/trail.server.ts';
import type { TrailQuery } from '#app/audit/forms.ts';
import { withContext, type Context, type Surroundings } from '#app/platform/context.server.ts';
import { systemActor } from '#app/platform/jobs/system-actor.server.ts';

export type TrailMeasured = {
  events: number;
  /** Writing events as commands do, with all that sealing needs, against the table without it. */
  writingRatio: number;
  sealedPerSecond: number;
  /** The pages of an auditor with so many events, against the same pages with a twentieth of them: the slowest of each. */
  readingRatio: number;
  /** What each of them takes with all events, in milliseconds: the median of several. */
  readingMs: Record<string, number>;
  verifiedPerSecond: number;
  verifySeconds: number;
  differences: number;
};

const CHAINS = 20;
const A_BATCH = 50_000;
const A_PART = 20;
const TIMES = 9;
const DAY_MS = 86_400_000;
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/** Of twenty events so many are of each kind: mostly weeks. Of ten thousand one is an export, and none is of personal data. */
const SUBJECTS = [
  ...Array.from({ length: 12 }, () => 'timesheet'),
  ...['requisition', 'requisition', 'submittal', 'submittal', 'invoice', 'session', 'session', 'bankAccount'],
];
const subjectOf = (n: string) => `case when ${n} % 10000 = 0 then 'export'
  else ('{${SUBJECTS.join(',')}}'::text[])[1 + ${n} % ${SUBJECTS.length}] end`;

/** Events as long as approvals of weeks write them, spread over programs. */
const insertion = (from: number, count: number) => `
  insert into event (at, kind, subject_kind, subject_id, client_id, audience, actor_account_id, actor_name, actor_organization, summary, facts, request_id)
  select now() - (${from} + n) * interval '1 second', ${subjectOf('n')} || '.done', ${subjectOf('n')}, gen_random_uuid(), c.id, '{client,supplier}', null,
    'Ana Whitfield', 'Halden Medical Center', 'approved 40.00 h', jsonb_build_object('minutes', 2400 + n % 600, 'weekEndsOn', '2026-03-15'), 'bench-' || n
  from generate_series(1, ${count}) n
  join (select id, row_number() over (order by id) as place from organization where side = 'client') c on c.place = 1 + n % ${CHAINS}`;

/**
 * What the seal of the trail costs and how fast it is checked: writes `events` events, seals them all, verifies them all.
 * @param url an empty database of its owner
 * @param isOnlyRead leaves the sealing and its check out, which take a minute and more for each million
 */
async function measureTrail(
  url: string,
  events: number,
  isOnlyRead: boolean,
): Promise<Partial<TrailMeasured>> {
  await migrate(url);
  const owner = postgres(url, { max: 1, onnotice: () => undefined, connection: { 'app.side': 'msp' } });
  await owner.unsafe(`insert into organization (side, name, legal_name)
    select 'client', 'Client ' || n, 'Client ' || n from generate_series(1, ${CHAINS}) n`);
  const writingRatio = await measureWriting(owner);
  const database = connect(url, { max: 2 });
  const surroundings = { database, now: new Date(), requestId: 'bench', baseUrl: '' };
  const write = async (first: number, last: number) => {
    for (let from = first; from < last; from += A_BATCH)
      await owner.unsafe(insertion(from, Math.min(A_BATCH, last - from)));
    await owner.unsafe('vacuum analyze event');
  };
  await write(0, events / A_PART);
  const few = await measureReading(surroundings);
  await write(events / A_PART, events);
  const readingMs = await measureReading(surroundings);
  const readingRatio = Math.max(
    ...Object.entries(readingMs).map(([name, milliseconds]) => milliseconds / (few[name] ?? 0)),
  );
  await owner.unsafe('analyze');
  await owner.end();
  if (isOnlyRead) {
    await database.close();
    return { events, writingRatio, readingRatio, readingMs };
  }
  let sealed = 0;
  const sealing = await seconds(async () => {
    for (let count = 1; count > 0; sealed += count) count = await sealTrail(surroundings);
  });
  const file = path.join(tmpdir(), `muster-bench-anchors-${process.pid}.jsonl`);
  await anchorTrail(surroundings, 'bench', file);
  const verified = await verifyTrail(database, { anchors: file });
  await rm(file);
  await database.close();
  return {
    ...{ readingRatio, readingMs },
    ...{ events: verified.events, writingRatio, sealedPerSecond: Math.round(sealed / sealing) },
    verifiedPerSecond: Math.round(verified.events / verified.seconds),
    verifySeconds: verified.seconds,
    differences: verified.findings.count,
  };
}

/** The pages that an auditor asks for, each the median of several, in milliseconds. */
async function measureReading(surroundings: Surroundings): Promise<Record<string, number>> {
  const asks = (query: TrailQuery) => (ctx: Context) => trailPage(ctx, query);
  const read = <T>(work: (ctx: Context) => Promise<T>) =>
    withContext(surroundings, systemActor, work, { readOnly: true });
  const client = await read(async (ctx) => {
    const [row] = await ctx.db.execute<{ id: string }>(
      sql`select id from organization where side = 'client' order by id limit 1`,
    );
    return row?.id ?? '';
  });
  const pages: Record<string, (ctx: Context) => Promise<unknown>> = {
    'the newest': asks({}),
    'of a kind': asks({ group: 'work' }),
    'of a kind there is none of': asks({ group: 'privacy' }),
    'of a rare kind': asks({ group: 'exports' }),
    'of many kinds': asks({ group: 'access' }),
    'of a program': asks({ client }),
    'of a program, of a kind there is none of': asks({ client, group: 'privacy' }),
    'a day back': asks({ client, to: new Date(Date.now() - DAY_MS).toISOString().slice(0, 10) }),
    'words that nobody said': asks({ text: 'Zanzibar' }),
    'a file by its hash': (ctx) => exportsWith(ctx, 'f'.repeat(64)),
  };
  const measured: Record<string, number> = {};
  for (const [name, ask] of Object.entries(pages)) {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) times.push(await seconds(() => read(ask)));
    measured[name] = Math.round((times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0) * 10_000) / 10;
  }
  return measured;
}

/** As many single rows as a busy minute has, with and without the list of what waits and the indexes of the auditor's page. */
async function measureWriting(owner: postgres.Sql): Promise<number> {
  const rows = 4_000;
  const write = () =>
    seconds(async () => {
      for (let n = 0; n < rows; n += 10) await owner.unsafe(insertion(n, 10));
    });
  const bare = `alter table event disable trigger event_waits_for_its_seal;
    drop index event_time, event_client_time, event_actor_time, event_kind_time; create index event_client on event (client_id, id desc)`;
  const whole = `alter table event enable trigger event_waits_for_its_seal; drop index event_client;
    create index event_time on event (at desc, id desc); create index event_client_time on event (client_id, at desc, id desc);
    create index event_actor_time on event (actor_account_id, at desc, id desc) where actor_account_id is not null;
    create index event_kind_time on event (subject_kind, at desc, id desc)`;
  const ratios: number[] = [];
  await write();
  for (let round = 0; round < 5; round += 1) {
    const sealed = await write();
    await owner.unsafe(bare);
    const unsealed = await write();
    await owner.unsafe(whole);
    ratios.push(sealed / unsealed);
  }
  // What was written without the list is noted now, as the migration does.
  await owner.unsafe(
    `insert into event_unsealed (event_id, chain) select id, client_id from event on conflict do nothing`,
  );
  return ratios.sort((a, b) => a - b)[2] ?? 0;
}

/** `npx tsx test/bench/trail.ts 1000000` measures the trail alone, `… 10000000 reading` only what auditors read of it. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startEmbedded({ dataDir: path.resolve('.data-bench') });
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin.unsafe('drop database if exists muster_bench_trail with (force)');
  await admin.unsafe('create database muster_bench_trail');
  const address = new URL(url);
  address.pathname = '/muster_bench_trail';
  console.log(
    await measureTrail(address.href, Number(process.argv[2] ?? 1_000_000), process.argv[3] === 'reading'),
  );
  console.log(`${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
  await admin.unsafe('drop database if exists muster_bench_trail with (force)');
  await admin.end();
}

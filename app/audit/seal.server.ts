import { sql } from 'drizzle-orm';
import type { Context, Surroundings } from '#app/platform/context.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { ALGORITHM, GENESIS, hashOfEvent, sealedColumns } from './canonical.server.ts';

/** Events that are sealed in one transaction. */
const EVENTS_A_BATCH = 5_000;
/** A million events; what is left then is the next run's. */
const MAX_BATCHES = 200;
/** Any number: whoever seals holds it, so that two never continue one chain. */
const SEALING_LOCK = 7_240_018;

// A column each: the driver reads an absent value in an array as the word NULL.
const texts = sql.raw(sealedColumns.map(({ text, column }) => `${text} as "sealed ${column}"`).join(', '));

type Row = Record<string, string | null> & { chain: string };
type Waiting = { chain: string; eventId: number; values: (string | null)[] };
type Seal = { eventId: number; chain: string; position: number; previousHash: string; hash: string };

/**
 * Seals everything that waits, batch by batch, each in a transaction of its own.
 * @returns how many events were sealed; 0 also while somebody else is at it
 */
export async function sealTrail(surroundings: Surroundings): Promise<number> {
  let sealed = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const count = await asSystem(surroundings, (ctx) => sealBatch(ctx));
    sealed += count;
    if (count < EVENTS_A_BATCH) break;
  }
  return sealed;
}

/**
 * Puts the oldest waiting events at the end of their chains. An event becomes visible when it is committed, whatever its
 * id: one that commits late is sealed late, at a later place, and never left out.
 */
export async function sealBatch(ctx: Context, limit = EVENTS_A_BATCH): Promise<number> {
  const [lock] = await ctx.db.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(${SEALING_LOCK}) as mine`,
  );
  if (!lock?.mine) return 0;
  const rows = await ctx.db.execute<Row>(sql`
    select u.chain, ${texts}
    from (select event_id, chain from event_unsealed order by event_id limit ${limit}) u
    join event e on e.id = u.event_id order by e.id`);
  if (rows.length === 0) return 0;
  const waiting = rows.map(waitingOf);
  const heads = await headsOf(ctx, [...new Set(waiting.map(({ chain }) => chain))]);
  await writeSeals(ctx, chained(waiting, heads));
  return waiting.length;
}

function waitingOf(row: Row): Waiting {
  const values = sealedColumns.map(({ column }) => row[`sealed ${column}`] ?? null);
  return { chain: row.chain, eventId: Number(values[0]), values };
}

type Head = { position: number; hash: string };

async function headsOf(ctx: Context, chains: string[]): Promise<Map<string, Head>> {
  const rows = await ctx.db.execute<Head & { chain: string }>(sql`
    select c.chain, h.position, encode(h.hash, 'hex') as hash
    from unnest(${sql.param(chains)}::uuid[]) c (chain)
    cross join lateral (select s.position, s.hash from event_seal s where s.chain = c.chain order by s.position desc limit 1) h`);
  return new Map(rows.map(({ chain, position, hash }) => [chain, { position, hash }]));
}

/** The seals of events in the order given, each chain continued from its head. */
export function chained(waiting: readonly Waiting[], heads: Map<string, Head>): Seal[] {
  return waiting.map(({ chain, eventId, values }) => {
    const { position: last, hash: previousHash } = heads.get(chain) ?? { position: 0, hash: GENESIS };
    const position = last + 1;
    const hash = hashOfEvent({ algorithm: ALGORITHM, chain, position, previousHash }, values);
    if (hash === null) throw new Error('The algorithm of today is not known');
    heads.set(chain, { position, hash });
    return { eventId, chain, position, previousHash, hash };
  });
}

async function writeSeals(ctx: Context, seals: Seal[]): Promise<void> {
  const column = <K extends keyof Seal>(name: K) => sql.param(seals.map((seal) => seal[name]));
  await ctx.db.execute(sql`
    insert into event_seal (chain, position, event_id, algorithm, previous_hash, hash, sealed_at)
    select chain, position, event_id, ${ALGORITHM}, decode(previous_hash, 'hex'), decode(hash, 'hex'), ${ctx.now.toISOString()}::timestamptz
    from unnest(${column('chain')}::uuid[], ${column('position')}::bigint[], ${column('eventId')}::bigint[],
                ${column('previousHash')}::text[], ${column('hash')}::text[]) s (chain, position, event_id, previous_hash, hash)`);
  await ctx.db.execute(sql`delete from event_unsealed where event_id = any (${column('eventId')}::bigint[])`);
}

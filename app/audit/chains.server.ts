import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { DEPLOYMENT_NAME } from './anchor.server.ts';
import { DEPLOYMENT_CHAIN } from './canonical.server.ts';

const CHAINS_SHOWN = 500;
const ANCHORS_SHOWN = 20;

export type ChainRow = {
  chain: string;
  name: string;
  position: number;
  hash: string;
  sealedAt: string;
  anchoredAt: string | null;
  anchoredPosition: number | null;
  checkedAt: string | null;
  differences: number | null;
  sentences: string[];
  anchoredCheck: boolean | null;
};

/** Every chain with its head, its last anchor and what the last check found, by name; at most 500. */
export async function chainsOf(ctx: Context): Promise<ChainRow[]> {
  const rows = await ctx.db.execute<Omit<ChainRow, 'name'> & { name: string | null }>(sql`
    select c.id as chain, c.name, h.position, encode(h.hash, 'hex') as hash, h.sealed_at as "sealedAt",
      a.anchored_at as "anchoredAt", a.position as "anchoredPosition",
      k.checked_at as "checkedAt", k.differences, to_json(coalesce(k.sentences, '{}')) as sentences, k.anchored as "anchoredCheck"
    from (select id, name from organization where side = 'client' union all select ${DEPLOYMENT_CHAIN}::uuid, null) c
    cross join lateral (select position, hash, sealed_at from event_seal s where s.chain = c.id order by position desc limit 1) h
    left join lateral (select anchored_at, position from audit_anchor a where a.chain = c.id order by anchored_at desc limit 1) a on true
    left join lateral (select checked_at, differences, sentences, anchored from audit_check k where k.chain = c.id order by checked_at desc limit 1) k on true
    order by c.name nulls first limit ${CHAINS_SHOWN}`);
  return rows.map((row) => ({ ...row, name: row.name ?? DEPLOYMENT_NAME }));
}

/** How many events wait for their seal, and since when the oldest of them does. */
export async function waitingForSeal(ctx: Context): Promise<{ count: number; since: string | null }> {
  const [row] = await ctx.db.execute<{ count: number; since: string | null }>(
    sql`select count(*)::int as count, min(noted_at) as since from event_unsealed`,
  );
  return row ?? { count: 0, since: null };
}

export type AnchoringRow = {
  anchoringId: string;
  at: string;
  by: string;
  chains: number;
  events: number;
  signed: boolean;
};

/** When heads were carried outside, newest first, at most 20. */
export async function lastAnchorings(ctx: Context): Promise<AnchoringRow[]> {
  return ctx.db.execute<AnchoringRow>(sql`
    select anchoring_id as "anchoringId", anchored_at as at, min(anchored_by_name) as by, count(*)::int as chains,
      sum(position)::bigint as events, bool_and(signature is not null) as signed
    from audit_anchor
    where anchored_at >= coalesce((select min(anchored_at) from (
      select distinct anchored_at from audit_anchor order by anchored_at desc limit ${ANCHORS_SHOWN}) newest), now())
    group by anchored_at, anchoring_id order by anchored_at desc limit ${ANCHORS_SHOWN}`);
}

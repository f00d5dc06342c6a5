import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { roles, type Role } from '#app/values/roles.ts';
import { DEPLOYMENT_NAME } from './anchor.server.ts';
import { changesOf, factsOf } from './facts.ts';
import type { TrailRow } from './trail.server.ts';

type StoredEvent = Omit<TrailRow, 'behalfName'> & {
  behalfName: string | null;
  audience: string[];
  role: Role | null;
  requestId: string | null;
  facts: Record<string, unknown>;
};

/** One event with everything that was recorded, as far as the actor may read it; null where there is none. */
export async function eventOf(ctx: Context, id: number) {
  const [row] = await ctx.db.execute<StoredEvent>(sql`
    select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.kind, e.subject_kind as "subjectKind",
      e.subject_id as "subjectId", e.client_id as "clientId", c.name as "clientName", s.name as "supplierName",
      e.actor_account_id as "actorAccountId", e.actor_name as "actorName", e.actor_organization as "actorOrganization",
      e.behalf_name as "behalfName", e.summary, e.reason, array_to_json(e.audience) as audience, m.role, e.request_id as "requestId", e.facts
    from event e
    left join organization c on c.id = e.client_id
    left join organization s on s.id = e.supplier_id
    left join membership m on m.id = e.actor_membership_id
    where e.id = ${id}`);
  if (!row) return null;
  const { facts, role, ...event } = row;
  return {
    ...event,
    roleLabel: role ? roles[role].label : null,
    changes: changesOf(facts),
    facts: factsOf(facts),
  };
}
export type EventDetail = NonNullable<Awaited<ReturnType<typeof eventOf>>>;

const SAME_REQUEST_SHOWN = 50;

/** What else one request did, in the order in which it did it; at most 50. */
export async function sameRequest(ctx: Context, event: { id: number; requestId: string | null; at: string }) {
  if (!event.requestId) return [];
  // Events of one request carry its time, so that the index of times finds them.
  return ctx.db.execute<{ id: number; summary: string; kind: string }>(sql`
    select e.id, e.summary, e.kind from event e
    where e.at = ${event.at}::timestamptz and e.request_id = ${event.requestId} and e.id <> ${event.id}
    order by e.id limit ${SAME_REQUEST_SHOWN}`);
}

export type SealDetail = {
  chain: string;
  chainName: string;
  position: number;
  algorithm: number;
  hash: string;
  previousHash: string;
  sealedAt: string;
  before: number | null;
  after: number | null;
  /** The first anchor at or behind it: from then on it could not be changed unseen. */
  anchoredAt: string | null;
};

/** The seal of an event with its neighbours in the chain; null while it waits for one. The MSP's alone to read. */
export async function sealOf(ctx: Context, eventId: number): Promise<SealDetail | null> {
  const [seal] = await ctx.db.execute<Omit<SealDetail, 'chainName'> & { chainName: string | null }>(sql`
    select s.chain, o.name as "chainName", s.position, s.algorithm, encode(s.hash, 'hex') as hash,
      encode(s.previous_hash, 'hex') as "previousHash", s.sealed_at as "sealedAt",
      (select b.event_id from event_seal b where b.chain = s.chain and b.position = s.position - 1) as before,
      (select a.event_id from event_seal a where a.chain = s.chain and a.position = s.position + 1) as after,
      (select min(k.anchored_at) from audit_anchor k where k.chain = s.chain and k.position >= s.position) as "anchoredAt"
    from event_seal s left join organization o on o.id = s.chain
    where s.event_id = ${eventId}`);
  return seal ? { ...seal, chainName: seal.chainName ?? DEPLOYMENT_NAME } : null;
}

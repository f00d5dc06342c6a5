import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { TrailQuery } from './forms.ts';
import { subjectsOf } from './kinds.ts';

export const EVENTS_A_PAGE = 50;
/** Words are looked for in so many events at a time; a page says where it stopped and goes on from there. */
export const EVENTS_SEARCHED = 50_000;

export type TrailRow = {
  id: number;
  /** With microseconds, in UTC. */
  at: string;
  kind: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  clientName: string | null;
  supplierName: string | null;
  actorAccountId: string | null;
  actorName: string;
  actorOrganization: string;
  behalfName: string | null;
  summary: string;
  reason: string | null;
};

export type TrailPage = {
  rows: TrailRow[];
  next: string | null;
  /** Set where words were looked for and the page stopped before it was full: it goes on further back. */
  searchedBackTo: string | null;
};

const instant = sql`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const newestFirst = sql`order by e.at desc, e.id desc`;

/** Conditions that an index answers. The actor's own program is named for the planner; the wall holds without it. */
function indexed(ctx: Context, { client, person, subject, from, to, after }: TrailQuery): SQL[] {
  const conditions: SQL[] = [];
  const clientId = ctx.actor.clientId ?? client;
  if (clientId) conditions.push(sql`e.client_id = ${clientId}`);
  if (person) conditions.push(sql`e.actor_account_id = ${person}`);
  if (subject) conditions.push(sql`e.subject_id = ${subject}`);
  if (from) conditions.push(sql`e.at >= ${from}::date::timestamp at time zone 'UTC'`);
  if (to) conditions.push(sql`e.at < (${to}::date + 1)::timestamp at time zone 'UTC'`);
  const [at, id] = after?.split('_') ?? [];
  if (at && id) conditions.push(sql`(e.at, e.id) < (${at}::timestamptz, ${id}::bigint)`);
  return conditions;
}

const all = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

/**
 * The ids of a page, cut before anything is joined, each way along an index. Of a group, the newest of each kind and the
 * newest of those: each kind stands in a query of its own, so that the planner knows how many there are of it.
 */
function cut(ctx: Context, query: TrailQuery, limit: number): SQL {
  const conditions = indexed(ctx, query);
  const newest = (more: SQL[]) =>
    sql`(select e.id, e.at from event e where ${all([...conditions, ...more])} ${newestFirst} limit ${limit})`;
  if (!query.group) return newest([]);
  const ofEach = subjectsOf(query.group).map((kind) => newest([sql`e.subject_kind = ${kind}`]));
  return sql`select e.id, e.at from (${sql.join(ofEach, sql` union all `)}) e ${newestFirst} limit ${limit}`;
}

/** Within the newest so many events of the other filters, those with the words. */
function searched(ctx: Context, query: TrailQuery, limit: number): SQL {
  const pattern = `%${(query.text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const words = sql`(e.summary ilike ${pattern} or e.actor_name ilike ${pattern} or e.reason ilike ${pattern}
    or e.behalf_name ilike ${pattern} or e.kind ilike ${pattern} or e.facts::text ilike ${pattern} or e.request_id = ${query.text ?? ''})`;
  const group = query.group
    ? sql`e.subject_kind = any (${sql.param([...subjectsOf(query.group)])}::text[])`
    : sql`true`;
  return sql`select e.id, e.at from (
      select * from event e where ${all(indexed(ctx, query))} ${newestFirst} limit ${EVENTS_SEARCHED}) e
    where ${words} and ${group} ${newestFirst} limit ${limit}`;
}

/**
 * The trail, newest first, as far as the actor may read it.
 * @param limit rows at most
 */
export async function trailPage(
  ctx: Context,
  query: TrailQuery,
  limit: number = EVENTS_A_PAGE,
): Promise<TrailPage> {
  // A plan for kinds in general would take each of them for a frequent one.
  if (query.group) await ctx.db.execute(sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`);
  const ids = query.text ? searched(ctx, query, limit + 1) : cut(ctx, query, limit + 1);
  const rows = await ctx.db.execute<TrailRow>(sql`
    with page as materialized (${ids})
    select e.id, ${instant} as at, e.kind, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.client_id as "clientId",
      c.name as "clientName", s.name as "supplierName", e.actor_account_id as "actorAccountId", e.actor_name as "actorName",
      e.actor_organization as "actorOrganization", e.behalf_name as "behalfName", e.summary, e.reason
    from page p join event e on e.id = p.id
    left join organization c on c.id = e.client_id
    left join organization s on s.id = e.supplier_id
    ${newestFirst}`);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  if (rows.length > limit && last) return { rows: shown, next: cursorOf(last), searchedBackTo: null };
  const end = query.text ? await endOfSearch(ctx, query) : null;
  return { rows: shown, next: end ? cursorOf(end) : null, searchedBackTo: end?.at ?? null };
}

const cursorOf = ({ at, id }: { at: string; id: number }): string => `${at}_${id}`;

/** The oldest event that was looked into, where there are more behind it. */
async function endOfSearch(ctx: Context, query: TrailQuery): Promise<{ at: string; id: number } | null> {
  const [end] = await ctx.db.execute<{ at: string; id: number; count: number }>(sql`
    select ${instant} as at, e.id, e.count from (
      select e.id, e.at, count(*) over () as count from (
        select e.id, e.at from event e where ${all(indexed(ctx, query))} ${newestFirst} limit ${EVENTS_SEARCHED}) e) e
    order by e.at, e.id limit 1`);
  return end && Number(end.count) >= EVENTS_SEARCHED ? end : null;
}

/** The names of what the filters hold by id, for their chips. */
export async function namesOfFilters(ctx: Context, { person, client }: TrailQuery) {
  const [row] = await ctx.db.execute<{ person: string | null; client: string | null }>(sql`
    select (select name from account where id = ${person ?? null}::uuid) as person,
      (select name from organization where id = ${client ?? null}::uuid and side = 'client') as client`);
  return { person: row?.person ?? null, client: row?.client ?? null };
}

const PROGRAMS_SHOWN = 500;

/** Programs to choose from; the MSP's people alone choose. */
export async function programChoices(ctx: Context): Promise<{ value: string; label: string }[]> {
  if (ctx.actor.side !== 'msp') return [];
  return ctx.db.execute<{ value: string; label: string }>(
    sql`select id as value, name as label from organization where side = 'client' order by name limit ${PROGRAMS_SHOWN}`,
  );
}

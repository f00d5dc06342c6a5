import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { erasedAddress } from './erase.server.ts';

const REQUESTS_A_PAGE = 50;
const PEOPLE_FOUND = 20;

export type PrivacyRequest = {
  id: string;
  kind: 'export' | 'erasure';
  status: string;
  candidateId: string | null;
  accountId: string | null;
  supplierId: string | null;
  supplierName: string | null;
  person: string;
  requestedBy: string;
  requestedByName: string | null;
  requestedAt: string;
  dueOn: string;
  handledByName: string | null;
  handledAt: string | null;
  endedReason: string | null;
};

const columns = sql`
  r.id, r.kind, r.status, r.candidate_id as "candidateId", r.account_id as "accountId", r.supplier_id as "supplierId",
  o.name as "supplierName", coalesce(c.name, a.name, 'A person') as person, r.requested_by as "requestedBy", b.name as "requestedByName",
  r.requested_at::text as "requestedAt", r.due_on::text as "dueOn", h.name as "handledByName", r.handled_at::text as "handledAt",
  r.ended_reason as "endedReason"`;
const joined = sql`
  privacy_request r left join candidate c on c.id = r.candidate_id left join account a on a.id = r.account_id
  left join organization o on o.id = r.supplier_id left join account b on b.id = r.requested_by left join account h on h.id = r.handled_by`;

/** Requests as far as the actor sees them, those due first in front; 50 at a time. */
export async function requestsPage(ctx: Context, { status, after }: { status?: string; after?: string }) {
  const [day, id] = after?.split('_') ?? [];
  const rows = await ctx.db.execute<PrivacyRequest>(sql`
    select ${columns} from ${joined}
    where ${status ? sql`r.status = ${status}` : sql`true`}
      and ${day && id ? sql`(r.due_on, r.id) > (${day}::date, ${id}::uuid)` : sql`true`}
    order by r.due_on, r.id limit ${REQUESTS_A_PAGE + 1}`);
  return keysetPage([...rows], REQUESTS_A_PAGE, (row) => `${row.dueOn}_${row.id}`);
}

export async function requestOf(ctx: Context, id: string): Promise<PrivacyRequest | null> {
  const [row] = await ctx.db.execute<PrivacyRequest>(
    sql`select ${columns} from ${joined} where r.id = ${id}`,
  );
  return row ?? null;
}

/** Whether there is such an account. Only the program office asks about others: to everybody else there is none. */
export async function isAccount(ctx: Context, id: string): Promise<boolean> {
  if (ctx.actor.side !== 'msp') return false;
  const [found] = await ctx.db.execute(sql`select 1 from account where id = ${id}`);
  return found !== undefined;
}

/** Where the trail of what somebody does about themselves belongs: to the organization that they act for. */
export const homeOf = ({ actor: { clientId, supplierId } }: Context) => ({ clientId, supplierId });

/** What somebody asked for about themselves, newest first. */
export async function ownRequests(ctx: Context): Promise<PrivacyRequest[]> {
  return [
    ...(await ctx.db.execute<PrivacyRequest>(
      sql`select ${columns} from ${joined} where r.account_id = ${ctx.actor.accountId} order by r.requested_at desc limit 20`,
    )),
  ];
}

export type FoundPerson = { value: string; label: string };

/** People by a part of their name or address: candidates of the actor's suppliers and, for the MSP, accounts. */
export async function peopleLike(ctx: Context, search: string): Promise<FoundPerson[]> {
  if (search.length < 2) return [];
  const like = `%${search.replaceAll(/[%_\\]/g, '\\$&')}%`;
  const accounts =
    ctx.actor.side === 'msp'
      ? sql`union all (select 'account:' || a.id, a.name || ', ' || a.email || ' (signs in)' from account a
          where (a.name ilike ${like} or a.email ilike ${like}) and a.email not like ${erasedAddress} order by a.name limit ${PEOPLE_FOUND})`
      : sql``;
  const rows = await ctx.db.execute<FoundPerson>(sql`
    (select 'candidate:' || c.id as value, c.name || ', ' || c.email || ' (' || o.name || ')' as label
     from candidate c join organization o on o.id = c.supplier_id
     where (c.name ilike ${like} or c.email ilike ${like}) and c.email not like ${erasedAddress} order by c.name limit ${PEOPLE_FOUND})
    ${accounts}`);
  return [...rows];
}

/** The supplier of a candidate whom the actor sees; null where there is none. */
export async function supplierOfCandidate(ctx: Context, id: string): Promise<string | null> {
  const [row] = await ctx.db.execute<{ id: string }>(
    sql`select supplier_id as id from candidate where id = ${id}`,
  );
  return row?.id ?? null;
}

import { sql, type SQL } from 'drizzle-orm';
import { factorKindsOf } from '#app/factors/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import type { Role, Side } from '#app/values/roles.ts';
import type { AccessQuery } from './forms.ts';

export const ACCESS_A_PAGE = 100;
const REVIEWS_SHOWN = 20;
const ORGANIZATIONS_SHOWN = 1_000;

export type AccessRow = {
  membershipId: string;
  accountId: string;
  name: string;
  email: string;
  organizationName: string;
  side: Side;
  role: Role;
  since: string;
  grantedBy: string | null;
  lastSignedInAt: string | null;
  factors: string[];
  disabled: boolean;
  sortKey: string;
};

/** Memberships in force, of one organization or of all. */
const inForce = (organization: string | undefined): SQL =>
  sql`m.ended_at is null and ${organization ? sql`m.organization_id = ${organization}` : sql`true`}`;

const sortKey = sql`(o.name || ' ' || lower(a.name) || ' ' || m.id)`;

/** Everybody with every role that is theirs, by organization and name, a page at a time. */
export async function accessPage(
  ctx: Context,
  { organization, after }: AccessQuery,
  limit: number = ACCESS_A_PAGE,
) {
  const rows = await ctx.db.execute<Omit<AccessRow, 'factors'>>(sql`
    with page as materialized (
      select m.id, ${sortKey} as sort_key from membership m
      join account a on a.id = m.account_id join organization o on o.id = m.organization_id
      where ${inForce(organization)} and ${after ? sql`${sortKey} > ${after}` : sql`true`}
      order by ${sortKey} limit ${limit + 1})
    select m.id as "membershipId", a.id as "accountId", a.name, a.email, o.name as "organizationName", o.side, m.role,
      m.created_at as since, a.last_signed_in_at as "lastSignedInAt", a.disabled_at is not null as disabled, p.sort_key as "sortKey",
      coalesce(
        (select e.actor_name from event e where e.subject_id = m.id and e.kind = 'membership.given' order by e.id desc limit 1),
        (select b.name from invitation i join account b on b.id = i.invited_by
         where i.organization_id = m.organization_id and lower(i.email) = lower(a.email) and i.role = m.role and i.accepted_at is not null
         order by i.accepted_at desc limit 1)) as "grantedBy"
    from page p join membership m on m.id = p.id
    join account a on a.id = m.account_id join organization o on o.id = m.organization_id
    order by p.sort_key`);
  const { rows: shown, next } = keysetPage([...rows], limit, (row) => row.sortKey);
  const factors = await factorKindsOf(ctx, [...new Set(shown.map(({ accountId }) => accountId))]);
  return {
    rows: shown.map((row): AccessRow => ({ ...row, factors: factors.get(row.accountId) ?? [] })),
    next,
  };
}

export type AccessSums = { people: number; memberships: number; sha256: string };

/** How many stand on the list, and the hash of who they are and what they may do: what a review signs. */
export async function accessSums(ctx: Context, organization: string | undefined): Promise<AccessSums> {
  const [sums] = await ctx.db.execute<AccessSums>(sql`
    select count(distinct m.account_id)::int as people, count(*)::int as memberships,
      encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', m.id, m.account_id, m.organization_id, m.role), E'\n' order by m.id), ''), 'UTF8')), 'hex') as sha256
    from membership m where ${inForce(organization)}`);
  return sums ?? { people: 0, memberships: 0, sha256: '' };
}

/** Organizations to narrow the list to. */
export function organizationChoices(ctx: Context) {
  return ctx.db.execute<{ value: string; label: string }>(
    sql`select id as value, name as label from organization order by side, name limit ${ORGANIZATIONS_SHOWN}`,
  );
}

export async function organizationName(ctx: Context, id: string): Promise<string | null> {
  const [row] = await ctx.db.execute<{ name: string }>(sql`select name from organization where id = ${id}`);
  return row?.name ?? null;
}

export type ReviewRow = {
  id: string;
  organizationName: string | null;
  reviewedOn: string;
  reviewedByName: string;
  people: number;
  memberships: number;
  sha256: string;
  note: string;
};

/** Reviews that were done, newest first, at most 20. */
export function lastReviews(ctx: Context) {
  return ctx.db.execute<ReviewRow>(sql`
    select r.id, o.name as "organizationName", r.reviewed_on::text as "reviewedOn", r.reviewed_by_name as "reviewedByName",
      r.people_count as people, r.membership_count as memberships, r.list_sha256 as sha256, r.note
    from access_review r left join organization o on o.id = r.organization_id
    order by r.reviewed_at desc, r.id desc limit ${REVIEWS_SHOWN}`);
}

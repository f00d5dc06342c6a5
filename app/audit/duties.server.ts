import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { roles, type Role } from '#app/values/roles.ts';
import { looksAt } from './deeds.server.ts';
import { deedsApart, rolesApart, sidesApart, type Deed } from './duties.ts';

/** Of each rule at most so many are shown; how many there are is said. */
const SHOWN = 50;

export type DeedRow = {
  kind: string;
  what: string;
  id: string;
  clientId: string | null;
  clientName: string | null;
  accountId: string | null;
  who: string | null;
  at: string;
};
export type DeedFound = {
  key: Deed;
  title: string;
  checks: string;
  looked: number;
  found: number;
  rows: DeedRow[];
};

/** Every deed that broke the separation of duties, with how many of its kind were looked at. */
export async function deedsFound(ctx: Context): Promise<DeedFound[]> {
  const found: DeedFound[] = [];
  for (const { key, title, checks } of deedsApart) {
    const [sums] = await ctx.db.execute<{ looked: number; found: number }>(
      sql`select count(*)::int as looked, (count(*) filter (where broken))::int as found from (${looksAt[key]}) looked`,
    );
    const rows = sums?.found ? await broken(ctx, key) : [];
    found.push({ key, title, checks, looked: sums?.looked ?? 0, found: sums?.found ?? 0, rows });
  }
  return found;
}

async function broken(ctx: Context, key: Deed): Promise<DeedRow[]> {
  const rows = await ctx.db.execute<DeedRow>(sql`
    select d.kind, d.what, d.id, d.client_id as "clientId", c.name as "clientName", d.account_id as "accountId", a.name as who, d.at
    from (select * from (${looksAt[key]}) looked where broken order by at desc limit ${SHOWN}) d
    left join organization c on c.id = d.client_id
    left join account a on a.id = d.account_id
    order by d.at desc`);
  return [...rows];
}

export type RolesHeld = {
  accountId: string;
  name: string;
  email: string;
  roles: string;
  why: string;
};

type Held = { accountId: string; name: string; email: string; one: Role; other: Role; places: string };

/** Everybody who holds two duties that shall be apart, at most 50 for each rule. */
export async function rolesFound(ctx: Context): Promise<{ rows: RolesHeld[]; people: number }> {
  const rows: RolesHeld[] = [];
  for (const { together, where, why } of rolesApart) {
    const same = where === 'one organization' ? sql`and n.organization_id = m.organization_id` : sql``;
    const held = await pairs(
      ctx,
      sql`m.role = any (${sql.param(together[0])}::text[]) and n.role = any (${sql.param(together[1])}::text[]) ${same}`,
    );
    rows.push(...held.map((one) => ({ ...named(one), why })));
  }
  const sides = await pairs(ctx, sql`o.side < q.side`);
  rows.push(...sides.map((one) => ({ ...named(one), why: sidesApart })));
  const [count] = await ctx.db.execute<{ people: number }>(
    sql`select count(distinct account_id)::int as people from membership where ended_at is null`,
  );
  return { rows, people: count?.people ?? 0 };
}

const named = ({ accountId, name, email, one, other, places }: Held) => ({
  ...{ accountId, name, email },
  roles: `${roles[one].label} and ${roles[other].label} at ${places}`,
});

async function pairs(ctx: Context, condition: ReturnType<typeof sql>): Promise<Held[]> {
  const rows = await ctx.db.execute<Held>(sql`
    select distinct a.id as "accountId", a.name, a.email, m.role as one, n.role as other,
      case when o.id = q.id then o.name else o.name || ' and ' || q.name end as places
    from membership m
    join membership n on n.account_id = m.account_id and n.id <> m.id and n.ended_at is null
    join organization o on o.id = m.organization_id
    join organization q on q.id = n.organization_id
    join account a on a.id = m.account_id and a.disabled_at is null
    where m.ended_at is null and ${condition}
    order by a.name limit ${SHOWN}`);
  return [...rows];
}

import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { fileIdOf } from '#app/platform/files/events.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { EXPORTS_A_PAGE, type ExportRow } from './exports.ts';

/** The exports that the actor may read of, newest first, cut along the index of kinds before anything is joined. */
export async function exportsPage(
  ctx: Context,
  { after }: { after?: string | undefined },
): Promise<KeysetPage<ExportRow>> {
  const [at, id] = after?.split('_') ?? [];
  const conditions = [
    sql`e.subject_kind = 'export'`,
    ...(ctx.actor.clientId ? [sql`e.client_id = ${ctx.actor.clientId}`] : []),
    ...(at && id ? [sql`(e.at, e.id) < (${at}::timestamptz, ${id}::bigint)`] : []),
  ];
  const rows = await exportsOf(ctx, sql.join(conditions, sql` and `), EXPORTS_A_PAGE + 1);
  return keysetPage(rows, EXPORTS_A_PAGE, (row) => `${row.at}_${row.id}`);
}

/** Whenever a file with these very bytes was made here, newest first; at most a page of them. */
export const exportsWith = (ctx: Context, sha256: string): Promise<ExportRow[]> =>
  exportsOf(
    ctx,
    sql`e.subject_id = ${fileIdOf(sha256)} and e.kind = 'export.made' and e.facts ->> 'sha256' = ${sha256}`,
    EXPORTS_A_PAGE,
  );

async function exportsOf(ctx: Context, condition: SQL, limit: number): Promise<ExportRow[]> {
  return ctx.db.execute<ExportRow>(sql`
    with page as materialized (
      select e.id, e.at from event e where ${condition} order by e.at desc, e.id desc limit ${limit})
    select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      coalesce(e.facts ->> 'report', '') as report, (e.facts ->> 'rows')::int as rows,
      e.actor_account_id as "actorAccountId", e.actor_name as "actorName", e.actor_organization as "actorOrganization",
      e.behalf_name as "behalfName", c.name as "clientName", e.facts ->> 'file' as file, e.facts ->> 'sha256' as sha256
    from page p join event e on e.id = p.id left join organization c on c.id = e.client_id
    order by e.at desc, e.id desc`);
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { Deployment, Migration } from './deployments.ts';

const DEPLOYMENTS_A_PAGE = 20;
const MIGRATIONS_SHOWN = 500;

const columns = sql`d.id, d.version, d.build_sha256 as "buildSha256", d.node_version as "nodeVersion",
  d.postgres_version as "postgresVersion", d.started_at as "startedAt",
  (select min(n.started_at) from deployment n where (n.started_at, n.id) > (d.started_at, d.id)) as "replacedAt"`;

/** The newest deployment that was noted; null where no built server has started yet. */
export async function newestDeployment(ctx: Context): Promise<Deployment | null> {
  const [row] = await ctx.db.execute<Deployment>(
    sql`select ${columns} from deployment d order by d.started_at desc, d.id desc limit 1`,
  );
  return row ?? null;
}

/** The deployments before one of them, newest first. */
export async function deploymentsBefore(
  ctx: Context,
  id: string,
  limit = DEPLOYMENTS_A_PAGE,
): Promise<KeysetPage<Deployment>> {
  const rows = await ctx.db.execute<Deployment>(sql`
    select ${columns} from deployment d
    where (d.started_at, d.id) < (select b.started_at, b.id from deployment b where b.id = ${id})
    order by d.started_at desc, d.id desc limit ${limit + 1}`);
  return keysetPage([...rows], limit, (row) => row.id);
}

/** The migrations that were applied, newest first; at most 500, which is a release each week for ten years. */
export async function migrationsApplied(ctx: Context): Promise<Migration[]> {
  return ctx.db.execute<Migration>(sql`
    select name, sha256, applied_at as "appliedAt" from schema_migration
    order by applied_at desc, name desc limit ${MIGRATIONS_SHOWN}`);
}

/** The version of the database that answers. */
export async function postgresVersion(ctx: Context): Promise<string> {
  const [row] = await ctx.db.execute<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );
  return row?.version ?? '';
}

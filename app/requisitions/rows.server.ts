import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { account, membership, rateCardEntry, release, requisition as table } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { cardIdOn } from '#app/programs/public.server.ts';

export type RequisitionRow = typeof table.$inferSelect;

/**
 * The requisition itself, for commands. With `lock` nobody else changes it until this transaction ends.
 * @returns null where it does not exist or stands behind a wall
 */
export async function requisitionRow(
  ctx: Context,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RequisitionRow | null> {
  const query = ctx.db.select().from(table).where(eq(table.id, id));
  const [row] = await (lock ? query.for('update') : query);
  return row ?? null;
}

/** An id for a new requisition. Made by the database, so that newer ones sort after older ones. */
export async function freshId(ctx: Context): Promise<string> {
  const [row] = await ctx.db.execute<{ id: string }>(sql`select app.uuid7() as id`);
  if (!row) throw new Error('The database made no id');
  return row.id;
}

const PEOPLE_LIMIT = 500;

/** Who may be named hiring manager for a client, by name: at most 500. */
export async function hiringManagersOf(
  ctx: Context,
  clientId: string,
): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .selectDistinct({ id: account.id, name: account.name })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(
      and(
        eq(membership.organizationId, clientId),
        inArray(membership.role, ['hiringManager', 'clientAdmin']),
        isNull(membership.endedAt),
        isNull(account.disabledAt),
      ),
    )
    .orderBy(asc(account.name))
    .limit(PEOPLE_LIMIT);
}

/** To whom a requisition was released, as far as the actor may see it. */
export async function releasesOf(
  ctx: Context,
  requisitionId: string,
): Promise<{ supplierId: string; tier: number; releasedAt: Date }[]> {
  return ctx.db
    .select({ supplierId: release.supplierId, tier: release.tier, releasedAt: release.releasedAt })
    .from(release)
    .where(eq(release.requisitionId, requisitionId));
}

/** The version of the job's card in force at the site on the day the requisition starts, for joins. */
export const cardOnTheStart = sql`${rateCardEntry.id} = ${cardIdOn({
  jobId: table.jobId,
  date: table.startsOn,
  siteId: table.siteId,
})}`;

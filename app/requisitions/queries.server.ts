import { and, desc, eq, ilike, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { approval, department, organization, program, release, requisition, site } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { ListQuery } from './forms.ts';
import { liveStatuses, type RequisitionStatus } from './lifecycle.ts';
import { numberInReference, requisitionRef } from './reference.ts';
import { daysWaiting, waitingSince } from './standing.ts';

const PAGE = 50;

export type RequisitionListRow = {
  id: string;
  ref: string;
  title: string;
  clientName: string;
  departmentName: string;
  siteName: string;
  startsOn: string;
  endsOn: string;
  positions: number;
  filled: number;
  status: RequisitionStatus;
  /** `today`, `3 days`; null where nobody waits. */
  waiting: string | null;
};

/** When the newest approval of a requisition was decided. Suppliers find none. */
export const decidedAt = sql<Date | null>`(select max(a.decided_at) from approval a
  where a.subject_kind = 'requisition' and a.subject_id = ${requisition.id})`.mapWith(approval.decidedAt);

/** A supplier sees what was released to it. The wall says so too; the planner finds the index only this way. */
export function releasedToMe(ctx: Context): SQL | undefined {
  const { supplierId } = ctx.actor;
  if (supplierId === null) return undefined;
  const mine = ctx.db
    .select({ id: release.requisitionId })
    .from(release)
    .where(eq(release.supplierId, supplierId));
  return inArray(requisition.id, mine);
}

function filtered(ctx: Context, { status, program: clientId, q, after }: ListQuery): SQL | undefined {
  const statuses = status === 'live' ? liveStatuses : status === 'all' ? null : [status];
  return and(
    ownRows(ctx, { clientId: requisition.clientId }),
    releasedToMe(ctx),
    statuses ? inArray(requisition.status, statuses) : undefined,
    clientId ? eq(requisition.clientId, clientId) : undefined,
    q ? searched(q) : undefined,
    after ? lt(requisition.id, after) : undefined,
  );
}

function searched(q: string): SQL {
  const number = numberInReference(q);
  if (number !== null) return eq(requisition.number, number);
  return ilike(requisition.title, `${q.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Requisitions that the actor sees, newest first, fifty at a time. */
export async function requisitionsPage(
  ctx: Context,
  filter: ListQuery,
): Promise<KeysetPage<RequisitionListRow>> {
  // The page is cut first; names are joined to its fifty rows only.
  const cut = ctx.db
    .select({ id: requisition.id })
    .from(requisition)
    .where(filtered(ctx, filter))
    .orderBy(desc(requisition.id))
    .limit(PAGE + 1)
    .as('cut');
  const rows = await ctx.db
    .select({
      row: requisition,
      clientName: organization.name,
      timeZone: program.timeZone,
      departmentName: department.name,
      siteName: site.name,
      decidedAt,
    })
    .from(cut)
    .innerJoin(requisition, eq(requisition.id, cut.id))
    .innerJoin(organization, eq(organization.id, requisition.clientId))
    .innerJoin(program, eq(program.clientId, requisition.clientId))
    .innerJoin(department, eq(department.id, requisition.departmentId))
    .innerJoin(site, eq(site.id, requisition.siteId))
    .orderBy(desc(requisition.id));
  const shown = rows.map(({ row, timeZone, decidedAt, ...names }) => {
    const since = waitingSince({ ...row, decidedAt });
    const { id, title, startsOn, endsOn, positions, filled, status } = row;
    return {
      ...{ id, title, startsOn, endsOn, positions, filled, status, ...names },
      ref: requisitionRef(row.number),
      waiting: since && daysWaiting(since, ctx.now, timeZone),
    };
  });
  return keysetPage(shown, PAGE, ({ id }) => id);
}

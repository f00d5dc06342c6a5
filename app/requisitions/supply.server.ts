import { and, desc, eq } from 'drizzle-orm';
import {
  costCenter,
  department,
  organization,
  program,
  requisition,
  requisitionSplit,
  site,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { requisitionRef } from './reference.ts';

/**
 * A requisition as both sides may see it: nothing of its budget, its cost split or its lowest rate. A supplier finds
 * only what was released to it.
 */
export async function requisitionForSupply(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({
      id: requisition.id,
      number: requisition.number,
      status: requisition.status,
      clientId: requisition.clientId,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
      jobId: requisition.jobId,
      siteId: requisition.siteId,
      siteName: site.name,
      siteCity: site.city,
      siteRegion: site.region,
      departmentId: requisition.departmentId,
      departmentName: department.name,
      title: requisition.title,
      description: requisition.description,
      positions: requisition.positions,
      filled: requisition.filled,
      startsOn: requisition.startsOn,
      endsOn: requisition.endsOn,
      weekMinutes: requisition.weekMinutes,
      maxBillRate: requisition.maxBillRate,
      hiringManagerId: requisition.hiringManagerId,
      hiringManagerName: requisition.hiringManagerName,
      createdBy: requisition.createdBy,
      openedAt: requisition.openedAt,
    })
    .from(requisition)
    .innerJoin(organization, eq(organization.id, requisition.clientId))
    .innerJoin(program, eq(program.clientId, requisition.clientId))
    .innerJoin(site, eq(site.id, requisition.siteId))
    .innerJoin(department, eq(department.id, requisition.departmentId))
    .where(eq(requisition.id, id));
  return row ? { ...row, ref: requisitionRef(row.number) } : null;
}

export type RequisitionForSupply = NonNullable<Awaited<ReturnType<typeof requisitionForSupply>>>;

/** What the work is booked to, largest share first; `percent` is out of 100 and sums to it. Suppliers find nothing. */
export async function requisitionSplits(ctx: Context, requisitionId: string) {
  return ctx.db
    .select({
      costCenterId: requisitionSplit.costCenterId,
      code: costCenter.code,
      name: costCenter.name,
      percent: requisitionSplit.percent,
    })
    .from(requisitionSplit)
    .innerJoin(
      costCenter,
      and(
        eq(costCenter.clientId, requisitionSplit.clientId),
        eq(costCenter.id, requisitionSplit.costCenterId),
      ),
    )
    .where(eq(requisitionSplit.requisitionId, requisitionId))
    .orderBy(desc(requisitionSplit.percent), costCenter.code);
}

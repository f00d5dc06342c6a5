import { and, desc, eq, ilike, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import {
  assignment,
  assignmentSplit,
  costCenter,
  department,
  organization,
  program,
  requisition,
  site,
} from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { programsIn } from '#app/programs/public.server.ts';
import type { ListQuery } from './forms.ts';
import { assignmentRef } from './reference.ts';

const PAGE = 50;

const client = alias(organization, 'client');
const supplier = alias(organization, 'supplier');

export const ownAssignments = (ctx: Context) =>
  ownRows(ctx, {
    clientId: assignment.clientId,
    supplierId: assignment.supplierId,
    workerId: assignment.workerId,
  });

const facts = {
  id: assignment.id,
  number: assignment.number,
  status: assignment.status,
  clientId: assignment.clientId,
  clientName: client.name,
  supplierId: assignment.supplierId,
  supplierName: supplier.name,
  workerId: assignment.workerId,
  workerName: assignment.workerName,
  jobId: assignment.jobId,
  jobTitle: assignment.jobTitle,
  requisitionId: assignment.requisitionId,
  submittalId: assignment.submittalId,
  offerId: assignment.offerId,
  purchaseOrderId: assignment.purchaseOrderId,
  siteId: assignment.siteId,
  siteName: site.name,
  siteCity: site.city,
  departmentName: department.name,
  hiringManagerId: assignment.hiringManagerId,
  hiringManagerName: assignment.hiringManagerName,
  startsOn: assignment.startsOn,
  endsOn: assignment.endsOn,
  weekMinutes: assignment.weekMinutes,
  overtimeRule: assignment.overtimeRule,
  supplierReference: assignment.supplierReference,
  endedReason: assignment.endedReason,
  createdAt: assignment.createdAt,
  currency: program.currency,
  timeZone: program.timeZone,
  weekEndsOn: program.weekEndsOn,
} as const;

/** One assignment with its facts; null where there is none or a wall stands before it. */
export async function assignmentOf(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select(facts)
    .from(assignment)
    .innerJoin(program, eq(program.clientId, assignment.clientId))
    .innerJoin(client, eq(client.id, assignment.clientId))
    .innerJoin(supplier, eq(supplier.id, assignment.supplierId))
    .innerJoin(site, eq(site.id, assignment.siteId))
    .innerJoin(department, eq(department.id, assignment.departmentId))
    .where(and(eq(assignment.id, id), ownAssignments(ctx)));
  return row ? { ...row, ref: assignmentRef(row.number) } : null;
}
export type AssignmentFacts = NonNullable<Awaited<ReturnType<typeof assignmentOf>>>;

/** The need it came from, as far as the actor sees it: a worker does not. */
export async function needOf(ctx: Context, requisitionId: string) {
  const [row] = await ctx.db
    .select({ id: requisition.id, number: requisition.number })
    .from(requisition)
    .where(eq(requisition.id, requisitionId));
  return row && ctx.actor.role !== 'worker' ? { id: row.id, ref: `R-${row.number}` } : null;
}

/** What it is booked to, the largest share first; `percent` is out of 100. */
export function splitOf(ctx: Context, assignmentId: string) {
  return ctx.db
    .select({
      costCenterId: assignmentSplit.costCenterId,
      code: costCenter.code,
      name: costCenter.name,
      percent: assignmentSplit.percent,
    })
    .from(assignmentSplit)
    .innerJoin(costCenter, eq(costCenter.id, assignmentSplit.costCenterId))
    .where(eq(assignmentSplit.assignmentId, assignmentId))
    .orderBy(desc(assignmentSplit.percent), costCenter.code);
}

/** A page of 50, newest first. `search` is the beginning of the worker's name, or of their last name, or `A-301`. */
export async function listAssignments(ctx: Context, query: ListQuery) {
  const cut = ctx.db
    .select()
    .from(assignment)
    .where(
      and(
        ownAssignments(ctx),
        query.program ? eq(assignment.clientId, query.program) : undefined,
        query.requisition ? eq(assignment.requisitionId, query.requisition) : undefined,
        query.status ? eq(assignment.status, query.status) : undefined,
        query.search ? searched(query.search) : undefined,
        query.after ? lt(assignment.id, query.after) : undefined,
      ),
    )
    .orderBy(desc(assignment.id))
    .limit(PAGE + 1)
    .as('cut');
  const rows = await ctx.db
    .select({
      id: cut.id,
      number: cut.number,
      status: cut.status,
      workerName: cut.workerName,
      jobTitle: cut.jobTitle,
      clientName: client.name,
      supplierName: supplier.name,
      hiringManagerName: cut.hiringManagerName,
      startsOn: cut.startsOn,
      endsOn: cut.endsOn,
    })
    .from(cut)
    .innerJoin(client, eq(client.id, cut.clientId))
    .innerJoin(supplier, eq(supplier.id, cut.supplierId))
    .orderBy(desc(cut.id));
  const named = rows.map((row) => ({ ...row, ref: assignmentRef(row.number) }));
  return keysetPage(named, PAGE, (row) => row.id);
}

function searched(search: string) {
  const [, number] = /^a-?(\d{1,9})$/i.exec(search) ?? [];
  if (number) return eq(assignment.number, Number(number));
  const begins = search.replace(/[\\%_]/g, '\\$&');
  return sql`(${ilike(assignment.workerName, `${begins}%`)} or ${ilike(assignment.workerName, `% ${begins}%`)})`;
}

/** Programs to filter by: only where the actor sees more than one. */
export async function programChoices(ctx: Context) {
  if (ctx.actor.side === 'client') return [];
  return (await programsIn(ctx)).map(({ clientId, clientName }) => ({ clientId, clientName }));
}

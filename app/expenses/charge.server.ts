import { and, asc, desc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { assignment, charge, costCenter, miscCharge, organization, program } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

const POSTED_SHOWN = 60;

function selectCharge(ctx: Context, id: string) {
  return ctx.db
    .select({
      ...getTableColumns(miscCharge),
      workerId: assignment.workerId,
      workerName: assignment.workerName,
      assignmentNumber: assignment.number,
      jobTitle: assignment.jobTitle,
      hiringManagerId: assignment.hiringManagerId,
      hiringManagerName: assignment.hiringManagerName,
      assignmentEndsOn: assignment.endsOn,
      costCenterCode: costCenter.code,
      costCenterName: costCenter.name,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
      // What the policy calls it: who handed it in.
      submittedBy: miscCharge.requestedBy,
    })
    .from(miscCharge)
    .innerJoin(assignment, eq(assignment.id, miscCharge.assignmentId))
    .innerJoin(costCenter, eq(costCenter.id, miscCharge.costCenterId))
    .innerJoin(program, eq(program.clientId, miscCharge.clientId))
    .innerJoin(organization, eq(organization.id, miscCharge.clientId))
    .where(eq(miscCharge.id, id));
}

/** One miscellaneous charge with its surroundings; null where it does not exist for the actor. */
export async function findCharge(ctx: Context, id: string) {
  const [row] = await selectCharge(ctx, id);
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockCharge(ctx: Context, id: string) {
  const [row] = await selectCharge(ctx, id).for('update', { of: miscCharge });
  return row ?? null;
}

export type MiscCharge = NonNullable<Awaited<ReturnType<typeof findCharge>>>;

/** What was charged of it so far, the newest first: at most 60. */
export async function postedOf(ctx: Context, id: string) {
  return ctx.db
    .select({
      id: charge.id,
      serviceFrom: charge.serviceFrom,
      amountMinor: charge.amountMinor,
      billingRunId: charge.billingRunId,
    })
    .from(charge)
    .where(and(eq(charge.miscChargeId, id), isNull(charge.creditsChargeId)))
    .orderBy(desc(charge.serviceFrom), asc(charge.id))
    .limit(POSTED_SHOWN);
}

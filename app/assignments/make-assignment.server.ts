import { eq, sql } from 'drizzle-orm';
import {
  assignment as assignmentTable,
  assignmentPay,
  assignmentRate,
  assignmentSplit,
  program,
  worker,
} from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { cardOn } from '#app/programs/public.server.ts';
import { requisitionSplits, type RequisitionForSupply } from '#app/requisitions/public.server.ts';
import type { OfferToAccept } from '#app/submittals/public.server.ts';
import { agreementOn } from '#app/suppliers/public.server.ts';
import { billRows, cardRates, payCodes, payRatesFrom, rateSteps, withoutAgreement } from './rates.ts';

type OvertimeRule = (typeof assignmentTable.$inferSelect)['overtimeRule'];

/** Makes the contract of an accepted offer: who, where, when, at which frozen rates, booked to what. */
export async function makeAssignment(
  ctx: Context,
  offer: OfferToAccept,
  need: RequisitionForSupply,
  overtimeRule: OvertimeRule,
) {
  const workerId = await workerFor(ctx, offer);
  const [made] = await ctx.db
    .insert(assignmentTable)
    .values({
      clientId: offer.clientId,
      supplierId: offer.supplierId,
      number: await nextNumber(ctx, offer.clientId),
      requisitionId: need.id,
      submittalId: offer.submittalId,
      offerId: offer.id,
      workerId,
      workerName: offer.candidateName,
      jobId: need.jobId,
      jobTitle: need.title,
      siteId: need.siteId,
      departmentId: need.departmentId,
      hiringManagerId: need.hiringManagerId,
      hiringManagerName: need.hiringManagerName,
      startsOn: offer.startsOn,
      endsOn: offer.endsOn,
      weekMinutes: need.weekMinutes,
      overtimeRule,
      createdAt: ctx.now,
    })
    .returning();
  if (!made) throw new Error('an assignment was written and is not there');
  await freezeRates(ctx, made, offer);
  await copySplit(ctx, made);
  return made;
}

type Made = typeof assignmentTable.$inferSelect;

/** One worker per candidate, however many assignments they have. */
async function workerFor(ctx: Context, offer: OfferToAccept): Promise<string> {
  const { supplierId, candidateId, candidateName } = offer;
  await ctx.db
    .insert(worker)
    .values({ supplierId, candidateId, name: candidateName, createdAt: ctx.now })
    .onConflictDoNothing({ target: worker.candidateId });
  const [row] = await ctx.db
    .select({ id: worker.id })
    .from(worker)
    .where(eq(worker.candidateId, candidateId));
  if (!row) throw new Error('a worker was written and is not there');
  return row.id;
}

function nextNumber(ctx: Context, clientId: string): Promise<number> {
  return asTheProgram(ctx, 'a supplier may not count in the program’s books', async () => {
    const [row] = await ctx.db
      .update(program)
      .set({ nextAssignmentNumber: sql`${program.nextAssignmentNumber} + 1` })
      .where(eq(program.clientId, clientId))
      .returning({ next: program.nextAssignmentNumber });
    if (!row) throw new Error('a client without a program');
    return row.next - 1;
  });
}

/** Rates stand from the first day on and without an end, so that a longer assignment needs no new ones. */
async function freezeRates(ctx: Context, made: Made, offer: OfferToAccept): Promise<void> {
  const { id: assignmentId, clientId, supplierId, jobId, siteId, startsOn } = made;
  const { billRate, payRate } = offer;
  await asTheProgram(ctx, 'a supplier sees neither the card nor writes what is billed', async () => {
    const agreement = await agreementOn(ctx, clientId, supplierId, startsOn);
    const agreed = agreement ?? withoutAgreement;
    const card = await cardOn(ctx, jobId, startsOn, { siteId, supplierId });
    await ctx.db.insert(assignmentRate).values(
      billRows(rateSteps({ billRate, payRate, startsOn }, agreed), cardRates(card, payRate, agreed)).map(
        (row) => ({
          ...row,
          ...{ clientId, supplierId, assignmentId },
          rateCardEntryId: card?.rateCardEntryId ?? null,
          agreementId: agreement?.id ?? null,
        }),
      ),
    );
  });
  if (payRate === null) return;
  const rates = payRatesFrom(payRate);
  await ctx.db.insert(assignmentPay).values(
    payCodes.map((payCode) => ({
      ...{ supplierId, assignmentId, payCode, effective: `[${startsOn},)` },
      payRate: rates[payCode],
    })),
  );
}

async function copySplit(ctx: Context, { id, clientId, supplierId, requisitionId }: Made): Promise<void> {
  await asTheProgram(
    ctx,
    'what a need is booked to is the client’s; its assignment books the same',
    async () => {
      const splits = await requisitionSplits(ctx, requisitionId);
      if (splits.length === 0) throw new Error('a requisition without a cost split');
      await ctx.db.insert(assignmentSplit).values(
        splits.map(({ costCenterId, percent }) => ({
          ...{ assignmentId: id, clientId, supplierId },
          costCenterId,
          percent,
        })),
      );
    },
  );
}

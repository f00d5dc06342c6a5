import { eq } from 'drizzle-orm';
import { requisitionBudget, requisitionSplit } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  cardOn,
  costCentersOf,
  departmentsOf,
  feesOn,
  jobWithCard,
  sitesOf,
} from '#app/programs/public.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { estimateOf, type Estimate, type EstimateBasis } from './estimate.ts';
import type { RequisitionInput } from './forms.ts';
import { hiringManagersOf, type RequisitionRow } from './rows.server.ts';
import { choicesBelong, datesMakeSense, ratesFitTheCard, readSplits, type Split } from './rules.ts';

/** What is written of a need, whether it is new or changed. */
export type Need = {
  values: Pick<
    RequisitionRow,
    | 'jobId'
    | 'title'
    | 'positions'
    | 'siteId'
    | 'departmentId'
    | 'hiringManagerId'
    | 'hiringManagerName'
    | 'startsOn'
    | 'endsOn'
    | 'weekMinutes'
    | 'minBillRate'
    | 'maxBillRate'
    | 'description'
  >;
  splits: Split[];
  estimate: Estimate;
};

/**
 * Holds what was handed in against the program: its card, its places, its people, its cost centers.
 * Refuses: `Invalid` with every problem at its field, `Missing` for a job of another program.
 */
export async function checkNeed(ctx: Context, input: RequisitionInput): Promise<Result<Need>> {
  const { clientId } = input;
  const job = await jobWithCard(ctx, clientId, input.jobId, input.startsOn, input.siteId);
  if (!job) return missing();
  const [sites, departments, managers, costCenters] = [
    await sitesOf(ctx, clientId),
    await departmentsOf(ctx, clientId),
    await hiringManagersOf(ctx, clientId),
    await costCentersOf(ctx, clientId, input.startsOn),
  ];
  const { splits, problems } = readSplits(input.splits);
  problems.push(
    ...datesMakeSense(input.startsOn, input.endsOn),
    ...ratesFitTheCard(input, job.maxBillRate),
    ...choicesBelong(input, splits, {
      sites: idsOf(sites),
      departments: idsOf(departments),
      hiringManagers: idsOf(managers),
      costCenters: idsOf(costCenters),
    }),
  );
  const hiringManager = managers.find(({ id }) => id === input.hiringManagerId);
  if (problems.length > 0 || !hiringManager) return invalid(...problems);
  const { jobId, title, positions, siteId, departmentId, startsOn, endsOn, weekMinutes } = input;
  const { minBillRate, maxBillRate, description } = input;
  const values = {
    ...{ jobId, title, positions, siteId, departmentId, startsOn, endsOn, weekMinutes },
    ...{ minBillRate, maxBillRate, description },
    hiringManagerId: hiringManager.id,
    hiringManagerName: hiringManager.name,
  };
  return ok({ values, splits, estimate: await estimateFor(ctx, clientId, values) });
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** The estimate with the fees that the client bears on the start date. */
export async function estimateFor(
  ctx: Context,
  clientId: string,
  need: Omit<EstimateBasis, 'clientFees'>,
): Promise<Estimate> {
  const fees = await feesOn(ctx, clientId, need.startsOn);
  const clientFees = fees.filter(({ funding }) => funding === 'client');
  return estimateOf({ ...need, clientFees: clientFees.map(({ label, fraction }) => ({ label, fraction })) });
}

/** What must still hold on the day of submission, because a card may have changed since the draft. */
export async function ratesStillFit(ctx: Context, row: RequisitionRow) {
  const card = await cardOn(ctx, row.jobId, row.startsOn, { siteId: row.siteId });
  return ratesFitTheCard(row, card?.maxBillRate ?? null);
}

type Keys = { requisitionId: string; clientId: string };

/** Writes the estimate; it moves with every save and stands still once the requisition is submitted. */
export async function writeBudget(
  ctx: Context,
  { requisitionId, clientId }: Keys,
  estimateMinor: number,
): Promise<void> {
  await ctx.db
    .insert(requisitionBudget)
    .values({ requisitionId, clientId, estimateMinor })
    .onConflictDoUpdate({ target: requisitionBudget.requisitionId, set: { estimateMinor } });
}

/** Replaces the cost split as a whole. The database holds the sum at the end of the transaction. */
export async function writeSplits(ctx: Context, keys: Keys, splits: Split[]): Promise<void> {
  await ctx.db.delete(requisitionSplit).where(eq(requisitionSplit.requisitionId, keys.requisitionId));
  await ctx.db.insert(requisitionSplit).values(splits.map((split) => ({ ...keys, ...split })));
}

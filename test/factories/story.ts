import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { walled } from '#db/walled.ts';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { approveRequisition } from '#app/requisitions/commands/approve.server.ts';
import { draftRequisition } from '#app/requisitions/commands/draft.server.ts';
import { releaseRequisition } from '#app/requisitions/commands/release.server.ts';
import { submitRequisition } from '#app/requisitions/commands/submit.server.ts';
import { requisitionForm } from '#app/requisitions/forms.ts';
import { extendOffer } from '#app/submittals/commands/extend-offer.server.ts';
import { presentCandidate } from '#app/submittals/commands/present-candidate.server.ts';
import { submitCandidate } from '#app/submittals/commands/submit-candidate.server.ts';
import { offerForm, submitForm } from '#app/submittals/forms.ts';
import { addDays } from '#app/values/week.ts';
import { join, type Person, type SupplierName } from '../cast.ts';
import type { World } from './program.ts';

/*
 * How a need becomes an assignment, through the commands that the pages call, in the words that people type.
 */

export type NeedPlan = {
  positions?: number;
  startsOn?: string;
  endsOn?: string;
  minRate?: string;
  maxRate?: string;
  /** What the two cost centers bear, as people type it. */
  splits?: string[];
  id?: string;
};

/** What a manager fills in; the form's own reading turns it into what the command takes. */
export function needTyped(world: World, plan: NeedPlan = {}) {
  const {
    positions = 1,
    startsOn = '2026-03-02',
    endsOn = '2026-12-31',
    minRate = '50',
    maxRate = '110',
    splits = ['100'],
  } = plan;
  return requisitionForm.parse({
    id: plan.id ?? randomUUID(),
    clientId: world.clientId,
    jobId: world.jobId,
    title: world.jobTitle,
    positions,
    siteId: world.siteId,
    departmentId: world.departmentId,
    hiringManagerId: world.people.ana.accountId,
    startsOn,
    endsOn,
    weekMinutes: '40',
    minBillRate: minRate,
    maxBillRate: maxRate,
    splits: splits.map((percent, index) => ({ costCenterId: world.costCenterIds[index], percent })),
    description: '',
    intent: 'draft',
  });
}

/** A need that waits for its approval. Ana asks for it. */
export async function submittedNeed(world: World, plan: NeedPlan = {}): Promise<{ requisitionId: string }> {
  const { id } = await world.does('ana', (ctx) => draftRequisition(ctx, needTyped(world, plan)));
  await world.does('ana', (ctx) => submitRequisition(ctx, id));
  return { requisitionId: id };
}

/** A need that suppliers may put people forward for. */
export async function openNeed(
  world: World,
  { releasedTo = ['cobalt'], ...plan }: NeedPlan & { releasedTo?: SupplierName[] } = {},
): Promise<{ requisitionId: string }> {
  const { requisitionId } = await submittedNeed(world, plan);
  await world.does('approver', (ctx) => approveRequisition(ctx, requisitionId));
  const suppliers = releasedTo.map((name) => world.suppliers[name]);
  await world.does('coordinator', (ctx) => releaseRequisition(ctx, requisitionId, { suppliers }));
  return { requisitionId };
}

export type CandidatePlan = {
  by?: Person;
  name?: string;
  bill?: string;
  pay?: string;
  email?: string;
  id?: string;
};

export function candidateTyped({
  name = 'Luis Ortiz',
  bill = '87.00',
  pay = '60.00',
  email,
  id = randomUUID(),
}: CandidatePlan = {}) {
  return submitForm.parse({
    id,
    name,
    email: email ?? `${randomUUID()}@people.example`,
    billRate: bill,
    payRate: pay,
    availableFrom: '2026-03-02',
    represented: 'on',
  });
}

/** A candidate put forward by a supplier and, unless told otherwise, shown to the client by the MSP. */
export async function presentedCandidate(
  world: World,
  requisitionId: string,
  plan: CandidatePlan = {},
): Promise<{ submittalId: string }> {
  const { id } = await world.does(plan.by ?? 'recruiter', (ctx) =>
    submitCandidate(ctx, requisitionId, candidateTyped(plan)),
  );
  await world.does('coordinator', (ctx) => presentCandidate(ctx, id));
  return { submittalId: id };
}

export const offerTyped = (
  world: World,
  { bill = '87.00', startsOn = '2026-03-02', endsOn = '2026-12-31' } = {},
) =>
  offerForm.parse({
    id: randomUUID(),
    billRate: bill,
    startsOn,
    endsOn,
    expiresOn: addDays(world.now().toISOString().slice(0, 10), 7),
    message: '',
  });

/** An offer that its supplier may answer. */
export async function extendedOffer(
  world: World,
  submittalId: string,
  plan: { bill?: string; startsOn?: string; endsOn?: string } = {},
): Promise<{ offerId: string }> {
  const { id } = await world.does('ana', (ctx) => extendOffer(ctx, submittalId, offerTyped(world, plan)));
  return { offerId: id };
}

export type Assigned = { assignmentId: string; requisitionId: string; workerId: string; worker: Actor };
export type FillPlan = NeedPlan & CandidatePlan & { releasedTo?: SupplierName[]; on?: string };

/** From the need to the accepted offer, all on one day; the worker can then sign in. Unless told otherwise on 2 March 2026, the first day at work. */
export async function fillPosition(
  world: World,
  { on = '2026-03-02', ...plan }: FillPlan = {},
): Promise<Assigned> {
  world.on(on);
  const by = plan.by ?? 'recruiter';
  const { requisitionId } = await openNeed(world, { ...plan, id: undefined });
  const { submittalId } = await presentedCandidate(world, requisitionId, plan);
  const { offerId } = await extendedOffer(world, submittalId, plan);
  const { id } = await world.does(by, (ctx) => acceptOffer(ctx, offerId));
  const [row] = await world.rows<{ worker_id: string; worker_name: string; supplier_id: string }>(
    sql`select worker_id, worker_name, supplier_id from assignment where id = ${id}`,
  );
  if (!row) throw new Error('an accepted offer without an assignment');
  const home = { id: row.supplier_id, name: world.actor(by).organizationName };
  const worker = await walled(world.database, { side: 'msp' }, (db) =>
    join(db, home, { name: row.worker_name, role: 'worker', workerId: row.worker_id }),
  );
  return { assignmentId: id, requisitionId, workerId: row.worker_id, worker };
}

import { stepsFor } from '#app/approvals/rules.ts';
import { estimateOf } from '#app/requisitions/estimate.ts';
import * as news from '#app/requisitions/events.ts';
import { requisitionRef } from '#app/requisitions/reference.ts';
import { timesFactor } from '#app/values/rate.ts';
import { approvalRules, type Program, type SeedJob, type SeedSupplier, type SeedUnit } from './programs.ts';
import { personOf, tell, type Person, type World } from './world.ts';
import type { Book } from './book.ts';

export type Share = { costCenterId: string; percent: number };

export type NeedPlan = {
  program: Program;
  unit: SeedUnit;
  job: SeedJob;
  manager: Person;
  siteId: string;
  split: Share[];
  positions: number;
  startsOn: string;
  endsOn: string;
  weekMinutes: number;
  description: string;
  createdAt: Date;
};

/** A requisition as the story goes on with it. */
export type Need = NeedPlan & {
  row: Book['requisition'][number] & { id: string; filled: number };
  estimateMinor: number;
};

const about = ({ row }: Need) => ({ subjectId: row.id, clientId: row.clientId });
const estimated = ({ estimateMinor }: Need) => ({ estimateMinor, currency: 'USD' });

/** A hiring manager writes down whom they need. Needs are drafted in the order of time, which is that of their numbers. */
export function draft(world: World, plan: NeedPlan): Need {
  const { book, random } = world;
  const { program, unit, job, manager, split, createdAt, siteId, positions, startsOn, endsOn, weekMinutes } =
    plan;
  const { clientId } = program;
  const row = {
    ...{ id: random.id(createdAt), clientId, status: 'draft' as const },
    number: 1001 + book.requisition.filter((each) => each.clientId === clientId).length,
    ...{ jobId: job.id, siteId, departmentId: unit.id, title: job.title, description: plan.description },
    ...{ positions, filled: 0, startsOn, endsOn, weekMinutes },
    minBillRate: timesFactor(job.maxBillRate, '0.75'),
    maxBillRate: job.maxBillRate,
    ...{ hiringManagerId: manager.accountId, hiringManagerName: manager.name, createdBy: manager.accountId },
    ...{ createdAt, submittedAt: null, openedAt: null },
  };
  const clientFees = program.fees.filter(({ funding }) => funding === 'client');
  const estimate = estimateOf({
    positions,
    startsOn,
    endsOn,
    weekMinutes,
    maxBillRate: job.maxBillRate,
    clientFees,
  });
  const need: Need = { ...plan, row, estimateMinor: estimate.totalMinor };
  book.requisition.push(row);
  book.requisitionBudget.push({ requisitionId: row.id, clientId, estimateMinor: need.estimateMinor });
  for (const { costCenterId, percent } of split)
    book.requisitionSplit.push({ requisitionId: row.id, clientId, costCenterId, percent: String(percent) });
  tell(
    world,
    createdAt,
    manager,
    news.requisitionDrafted({ ...about(need), facts: { ref: requisitionRef(row.number) } }),
  );
  return need;
}

export type Ask = { need: Need; row: Book['approval'][number]; steps: Book['approvalStep'] };

/** The manager submits it; the program's rules say who must sign. */
export function askApproval(world: World, need: Need, at: Date): Ask {
  const { manager, estimateMinor } = need;
  const { clientId, id, title } = need.row;
  const approvalId = world.random.id(at);
  Object.assign(need.row, { status: 'pending_approval', submittedAt: at });
  const row = {
    ...{
      id: approvalId,
      clientId,
      subjectKind: 'requisition',
      subjectId: id,
      title,
      amountMinor: estimateMinor,
    },
    ...{
      status: 'pending' as const,
      requestedBy: manager.accountId,
      requestedByName: manager.name,
      requestedAt: at,
    },
    decidedAt: null,
  };
  const steps = stepsFor([...approvalRules], estimateMinor).map((step) => ({
    ...step,
    ...{ approvalId, clientId, requestedBy: manager.accountId },
    ...{ decidedBy: null, decidedByName: null, decision: null, reason: null, decidedAt: null },
  }));
  world.book.approval.push(row);
  world.book.approvalStep.push(...steps);
  tell(world, at, manager, news.requisitionSubmitted({ ...about(need), facts: estimated(need) }));
  return { need, row, steps };
}

/** The next signature. With the last one the need is approved. */
export function sign(world: World, { need, row, steps }: Ask, at: Date): void {
  const step = steps.find(({ decision }) => decision === null);
  if (!step) return;
  const signer = step.role === 'approver' ? need.program.approver : need.program.finance;
  Object.assign(step, {
    decidedBy: signer.accountId,
    decidedByName: signer.name,
    decision: 'granted',
    decidedAt: at,
  });
  if (steps.some(({ decision }) => decision === null)) {
    tell(
      world,
      at,
      signer,
      news.requisitionSigned({ ...about(need), facts: { waitingFor: 'Client finance' } }),
    );
    return;
  }
  Object.assign(row, { status: 'granted', decidedAt: at });
  need.row.status = 'approved';
  tell(world, at, signer, news.requisitionApproved({ ...about(need), facts: estimated(need) }));
}

export function rejectNeed(world: World, { need, row, steps }: Ask, at: Date, reason: string): void {
  const signer = need.program.approver;
  Object.assign(steps[0] ?? {}, {
    decidedBy: signer.accountId,
    decidedByName: signer.name,
    decision: 'rejected',
    decidedAt: at,
    reason,
  });
  Object.assign(row, { status: 'rejected', decidedAt: at });
  need.row.status = 'rejected';
  tell(world, at, signer, news.requisitionRejected({ ...about(need), reason, facts: {} }));
}

/** The coordinator lets suppliers know, all of a tier at one moment. */
export function release(world: World, need: Need, suppliers: SeedSupplier[], at: Date): void {
  const coordinator = personOf(world, 'coordinator@northgate');
  const { id: requisitionId, clientId } = need.row;
  Object.assign(need.row, { status: 'open', openedAt: need.row.openedAt ?? at });
  for (const { id: supplierId, tier, name: supplierName } of suppliers) {
    world.book.release.push({
      requisitionId,
      clientId,
      supplierId,
      tier,
      releasedAt: at,
      releasedBy: coordinator.accountId,
    });
    tell(
      world,
      at,
      coordinator,
      news.requisitionReleased({ ...about(need), supplierId, facts: { supplierName } }),
    );
  }
}

/** From the draft to the suppliers' desks without a hitch. */
export function openNeed(
  world: World,
  plan: NeedPlan,
  step: (days: number) => Date,
  suppliers: SeedSupplier[],
): Need {
  const need = draft(world, plan);
  const ask = askApproval(world, need, step(1));
  ask.steps.forEach((_, index) => sign(world, ask, step(2 + index)));
  for (const tier of new Set(suppliers.map((each) => each.tier)))
    release(
      world,
      need,
      suppliers.filter((each) => each.tier === tier),
      step(3 + tier),
    );
  return need;
}

export function hold(world: World, need: Need, at: Date, reason: string): void {
  need.row.status = 'on_hold';
  tell(world, at, need.manager, news.requisitionHeld({ ...about(need), reason, facts: {} }));
}

export function cancel(world: World, need: Need, at: Date, reason: string): void {
  need.row.status = 'cancelled';
  tell(world, at, need.manager, news.requisitionCancelled({ ...about(need), reason, facts: {} }));
}

export function close(world: World, need: Need, at: Date): void {
  need.row.status = 'closed';
  const { filled, positions } = need.row;
  tell(
    world,
    at,
    need.manager,
    news.requisitionClosed({ ...about(need), reason: 'The work is done.', facts: { filled, positions } }),
  );
}

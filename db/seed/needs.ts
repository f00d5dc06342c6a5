import { lineAmountMinor } from '#app/values/price.ts';
import { timesFactor } from '#app/values/rate.ts';
import { weeksBetween } from '#app/values/week.ts';
import { tell, type Book } from './book.ts';
import { FINANCE_SIGNS_ABOVE_MINOR, type Program, type SeedDepartment, type SeedJob, type SeedSupplier } from './programs.ts';
import { personOf, type Person, type World } from './world.ts';

export type Share = { costCenterId: string; percent: number };

/** A requisition as the story goes on with it. */
export type Need = {
  row: Book['requisition'][number] & { id: string };
  program: Program;
  unit: SeedDepartment;
  job: SeedJob;
  manager: Person;
  split: Share[];
  estimateMinor: number;
};

export type NeedPlan = {
  program: Program;
  unit: SeedDepartment;
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

const clientNews = (need: Need) => ({ subjectId: need.row.id, clientId: need.row.clientId, audience: ['client' as const] });

/** A hiring manager writes down whom they need. Needs are drafted in the order of time, which is that of their numbers. */
export function draft(world: World, book: Book, plan: NeedPlan): Need {
  const { program, unit, job, manager, split, createdAt, siteId, positions, startsOn, endsOn, weekMinutes, description } = plan;
  const { clientId } = program;
  const number = 1001 + book.requisition.filter((row) => row.clientId === clientId).length;
  const row = {
    id: world.random.id(createdAt),
    clientId,
    number,
    status: 'draft' as const,
    jobId: job.id,
    siteId,
    departmentId: unit.id,
    title: job.title,
    description,
    positions,
    filled: 0,
    startsOn,
    endsOn,
    weekMinutes,
    minBillRate: timesFactor(job.maxBillRate, '0.75'),
    maxBillRate: job.maxBillRate,
    hiringManagerId: manager.accountId,
    hiringManagerName: manager.name,
    createdBy: manager.accountId,
    createdAt,
    submittedAt: null,
    openedAt: null,
  };
  book.requisition.push(row);
  const minutes = positions * weeksBetween(startsOn, endsOn) * weekMinutes;
  const estimateMinor = lineAmountMinor(minutes, job.maxBillRate);
  book.requisitionBudget.push({ requisitionId: row.id, clientId, estimateMinor });
  for (const { costCenterId, percent } of split)
    book.requisitionSplit.push({ requisitionId: row.id, clientId, costCenterId, percent: String(percent) });
  const need = { row, program, unit, job, manager, split, estimateMinor };
  tell(book, createdAt, manager, 'requisition.created', { ...clientNews(need), summary: 'wrote it down' });
  return need;
}

export type Ask = { approvalId: string; steps: Book['approvalStep']; row: Book['approval'][number] };

export function askApproval(world: World, book: Book, need: Need, at: Date): Ask {
  const { clientId, id, title, positions } = need.row;
  const { manager, estimateMinor } = need;
  need.row.status = 'pending_approval';
  need.row.submittedAt = at;
  const row = {
    id: world.random.id(at),
    clientId,
    subjectKind: 'requisition',
    subjectId: id,
    title: positions > 1 ? `${title}, ${positions} positions` : title,
    amountMinor: estimateMinor,
    status: 'pending' as const,
    requestedBy: manager.accountId,
    requestedByName: manager.name,
    requestedAt: at,
    decidedAt: null,
  };
  const roles = estimateMinor > FINANCE_SIGNS_ABOVE_MINOR ? ['approver', 'clientFinance'] : ['approver'];
  const steps = roles.map((role, index) => ({
    approvalId: row.id,
    clientId,
    position: index + 1,
    role,
    requestedBy: manager.accountId,
    decidedBy: null,
    decidedByName: null,
    decision: null,
    reason: null,
    decidedAt: null,
  }));
  book.approval.push(row);
  book.approvalStep.push(...steps);
  tell(book, at, manager, 'requisition.submitted', { ...clientNews(need), summary: 'submitted it for approval' });
  return { approvalId: row.id, steps, row };
}

/** Everybody whose signature is needed signs; `moments` has one for each step, in order. */
export function approve(book: Book, need: Need, ask: Ask, moments: Date[]): void {
  ask.steps.forEach((step, index) => {
    const signer = step.role === 'approver' ? need.program.approver : need.program.finance;
    const at = moments[index] ?? moments.at(-1) ?? null;
    Object.assign(step, { decidedBy: signer.accountId, decidedByName: signer.name, decision: 'granted', decidedAt: at });
    if (at) tell(book, at, signer, 'requisition.approved', { ...clientNews(need), summary: 'approved it' });
  });
  Object.assign(ask.row, { status: 'granted', decidedAt: ask.steps.at(-1)?.decidedAt });
  need.row.status = 'approved';
}

/** The coordinator lets the suppliers of a tier know, all at one moment. */
export function release(world: World, book: Book, need: Need, suppliers: SeedSupplier[], at: Date): void {
  const coordinator = personOf(world, 'coordinator@northgate');
  const { id, clientId } = need.row;
  need.row.status = 'open';
  need.row.openedAt ??= at;
  for (const { id: supplierId, tier } of suppliers)
    book.release.push({ requisitionId: id, clientId, supplierId, tier, releasedAt: at, releasedBy: coordinator.accountId });
  const count = suppliers.length === 1 ? '1 supplier' : `${suppliers.length} suppliers`;
  tell(book, at, coordinator, 'requisition.released', { ...clientNews(need), summary: `released it to ${count}` });
  for (const { id: supplierId } of suppliers)
    tell(book, at, coordinator, 'requisition.released', {
      subjectId: id,
      supplierId,
      clientId,
      audience: ['supplier'],
      summary: 'released it to you',
    });
}

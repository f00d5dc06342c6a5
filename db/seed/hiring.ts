import { createHash } from 'node:crypto';
import { timesFactor } from '#app/values/rate.ts';
import { addDays } from '#app/values/week.ts';
import { tell, type Book } from './book.ts';
import { mailboxOf } from './names.ts';
import type { Need } from './needs.ts';
import type { SeedSupplier } from './programs.ts';
import { personOf, type World } from './world.ts';

export type Applicant = { name: string; email: string };
export type Submittal = {
  row: Book['submittal'][number] & { id: string };
  need: Need;
  supplier: SeedSupplier;
  applicant: Applicant;
  payRate: string;
};

const newsOf = ({ row }: Submittal, audience: ('client' | 'supplier')[]) => ({
  subjectId: row.id,
  clientId: row.clientId,
  supplierId: row.supplierId,
  audience,
});

const personKeyOf = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('hex');

export function newApplicant(world: World): Applicant {
  const name = world.giveName();
  return { name, email: `${mailboxOf(name)}@mail.example` };
}

/** A supplier's recruiter puts somebody forward. */
export function submit(
  world: World,
  book: Book,
  need: Need,
  supplier: SeedSupplier,
  at: Date,
  { applicant = newApplicant(world), rateFactor = `0.${world.random.int(82, 99)}`, summary = '', note = '', resumeFileId = null as string | null } = {},
): Submittal {
  const { id: supplierId, recruiter } = supplier;
  const candidateId = world.random.id(at);
  book.candidate.push({
    id: candidateId,
    supplierId,
    ...applicant,
    phone: `(555) 01${world.random.int(0, 9)}-${world.random.int(1000, 9999)}`,
    summary,
    personKey: personKeyOf(applicant.email),
    createdAt: at,
  });
  const billRate = timesFactor(need.row.maxBillRate, rateFactor);
  const payRate = timesFactor(billRate, `0.${world.random.int(64, 73)}`);
  const row = {
    id: world.random.id(at),
    clientId: need.row.clientId,
    supplierId,
    requisitionId: need.row.id,
    candidateId,
    status: 'submitted' as const,
    billRate,
    availableFrom: need.row.startsOn,
    note,
    resumeFileId,
    representedSince: at,
    representedBy: recruiter.accountId,
    submittedBy: recruiter.accountId,
    submittedAt: at,
    presentedAt: null,
    endedReason: null,
    endedBySide: null,
    createdAt: at,
  };
  book.submittal.push(row);
  book.submittalPay.push({ submittalId: row.id, supplierId, payRate });
  const submittal = { row, need, supplier, applicant, payRate };
  tell(book, at, recruiter, 'submittal.submitted', { ...newsOf(submittal, ['supplier']), summary: `submitted ${applicant.name}` });
  return submittal;
}

/** The coordinator lets the client see them. */
export function present(world: World, book: Book, submittal: Submittal, at: Date): void {
  Object.assign(submittal.row, { status: 'presented', presentedAt: at });
  tell(book, at, personOf(world, 'coordinator@northgate'), 'submittal.presented', {
    ...newsOf(submittal, ['client', 'supplier']),
    summary: `presented ${submittal.applicant.name}`,
  });
}

export function shortlist(book: Book, submittal: Submittal, at: Date): void {
  submittal.row.status = 'shortlisted';
  tell(book, at, submittal.need.manager, 'submittal.shortlisted', { ...newsOf(submittal, ['client', 'supplier']), summary: 'put them on the short list' });
}

export function turnDown(book: Book, submittal: Submittal, at: Date, reason: string): void {
  Object.assign(submittal.row, { status: 'rejected', endedReason: reason, endedBySide: 'client' });
  tell(book, at, submittal.need.manager, 'submittal.rejected', { ...newsOf(submittal, ['client', 'supplier']), summary: 'turned them down', reason });
}

/** What happens to those still in the running when the last position is taken. */
export function passOver(book: Book, submittal: Submittal, at: Date): void {
  Object.assign(submittal.row, { status: 'not_selected', endedReason: 'All positions were filled.', endedBySide: 'client' });
  tell(book, at, submittal.need.manager, 'submittal.passedOver', { ...newsOf(submittal, ['client', 'supplier']), summary: 'did not select them: all positions were filled' });
}

export type Offer = { row: Book['offer'][number] & { id: string }; submittal: Submittal };

export function extendOffer(world: World, book: Book, submittal: Submittal, at: Date, startsOn: string, message = ''): Offer {
  const { need } = submittal;
  submittal.row.status = 'offered';
  const row = {
    id: world.random.id(at),
    clientId: need.row.clientId,
    supplierId: submittal.row.supplierId,
    requisitionId: need.row.id,
    submittalId: submittal.row.id,
    status: 'extended' as const,
    billRate: submittal.row.billRate,
    startsOn,
    endsOn: need.row.endsOn,
    message,
    extendedBy: need.manager.accountId,
    extendedAt: at,
    expiresOn: addDays(at.toISOString().slice(0, 10), 7),
    answeredBy: null,
    answeredAt: null,
  };
  book.offer.push(row);
  const news = { clientId: row.clientId, supplierId: row.supplierId, audience: ['client' as const, 'supplier' as const] };
  const summary = `extended an offer to ${submittal.applicant.name} at ${row.billRate} an hour`;
  tell(book, at, need.manager, 'offer.extended', { ...news, subjectId: row.id, summary });
  return { row, submittal };
}

/** An assignment as the weeks go on with it. */
export type Hire = { row: Book['assignment'][number] & { id: string }; submittal: Submittal; cleanWeeks: boolean };

/** The supplier accepts: the person is a worker now, with an assignment whose rates are frozen. */
export function accept(world: World, book: Book, { row: offered, submittal }: Offer, at: Date): Hire {
  const { need, supplier, applicant } = submittal;
  const { recruiter } = supplier;
  Object.assign(offered, { status: 'accepted', answeredBy: recruiter.accountId, answeredAt: at });
  submittal.row.status = 'placed';
  need.row.filled = (need.row.filled ?? 0) + 1;
  if (need.row.filled === need.row.positions) need.row.status = 'filled';
  const workerId = world.random.id(at);
  book.worker.push({ id: workerId, supplierId: supplier.id, candidateId: submittal.row.candidateId, name: applicant.name, createdAt: at });
  const row = {
    id: world.random.id(at),
    clientId: need.row.clientId,
    supplierId: supplier.id,
    number: 301 + book.assignment.filter(({ clientId }) => clientId === need.row.clientId).length,
    status: 'ready' as const,
    requisitionId: need.row.id,
    submittalId: submittal.row.id,
    offerId: offered.id,
    workerId,
    workerName: applicant.name,
    jobId: need.job.id,
    jobTitle: need.job.title,
    siteId: need.row.siteId,
    departmentId: need.unit.id,
    hiringManagerId: need.manager.accountId,
    hiringManagerName: need.manager.name,
    startsOn: offered.startsOn,
    endsOn: offered.endsOn,
    weekMinutes: need.row.weekMinutes,
    overtimeRule: need.program.overtimeRule,
    supplierReference: world.random.chance(0.6) ? `${supplier.key.slice(0, 2).toUpperCase()}-${world.random.int(10_000, 99_999)}` : null,
    endedReason: null,
    createdAt: at,
  };
  book.assignment.push(row);
  freezeRates(world, book, row, submittal, at);
  const news = { clientId: row.clientId, supplierId: row.supplierId, audience: ['client' as const, 'supplier' as const] };
  tell(book, at, recruiter, 'offer.accepted', { ...news, subjectId: offered.id, summary: 'accepted the offer' });
  tell(book, at, recruiter, 'assignment.created', { ...news, subjectId: row.id, summary: 'made it by accepting the offer' });
  return { row, submittal, cleanWeeks: false };
}

const multiples = [['ST', '1'], ['OT', '1.5'], ['DT', '2']] as const;

function freezeRates(world: World, book: Book, row: Hire['row'], { need, payRate }: Submittal, at: Date): void {
  const { id: assignmentId, clientId, supplierId, startsOn } = row;
  const billRate = book.offer.find((offered) => offered.id === row.offerId)?.billRate ?? '0';
  for (const [payCode, factor] of multiples) {
    const effective = `[${startsOn},)`;
    book.assignmentRate.push({
      id: world.random.id(at),
      clientId,
      supplierId,
      assignmentId,
      payCode,
      billRate: timesFactor(billRate, factor),
      cardMaxBillRate: timesFactor(need.job.maxBillRate, factor),
      rateCardEntryId: need.job.rateCardEntryId,
      effective,
    });
    book.assignmentPay.push({ assignmentId, supplierId, payCode, payRate: timesFactor(payRate, factor), effective });
  }
  for (const { costCenterId, percent } of need.split)
    book.assignmentSplit.push({ assignmentId, clientId, supplierId, costCenterId, percent: String(percent) });
}

/** The person starts on the first day and, where that day is past, ends on the last. */
export function startAndEnd(world: World, book: Book, hire: Hire): void {
  const { row, submittal } = hire;
  const { manager } = submittal.need;
  const news = { subjectId: row.id, clientId: row.clientId, supplierId: row.supplierId, audience: ['client' as const, 'supplier' as const] };
  if (row.startsOn > world.today) return;
  row.status = 'active';
  const startedAt = new Date(Date.parse(`${row.startsOn}T15:30:00Z`));
  tell(book, startedAt < world.now ? startedAt : world.now, manager, 'assignment.activated', { ...news, summary: 'started it' });
  if (row.endsOn >= world.today) return;
  row.status = 'ended';
  row.endedReason = 'The work is done.';
  tell(book, new Date(Date.parse(`${row.endsOn}T23:00:00Z`)), manager, 'assignment.ended', { ...news, summary: 'ended it', reason: row.endedReason });
}

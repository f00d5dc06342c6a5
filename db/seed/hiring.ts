import * as hired from '#app/assignments/events.ts';
import { positionFilled } from '#app/requisitions/events.ts';
import * as news from '#app/submittals/events.ts';
import { personKeyOf } from '#app/submittals/person-key.server.ts';
import { timesFactor } from '#app/values/rate.ts';
import { addDays } from '#app/values/week.ts';
import type { Book } from './book.ts';
import { mailboxOf } from './names.ts';
import type { Need } from './needs.ts';
import type { SeedSupplier } from './programs.ts';
import { dateOf, instant, personOf, tell, type World } from './world.ts';

export type Applicant = { name: string; email: string; summary: string };

/** A submittal as the story goes on with it. */
export type Submittal = {
  row: Book['submittal'][number] & { id: string };
  need: Need;
  supplier: SeedSupplier;
  applicant: Applicant;
  payRate: string;
};

type Wishes = {
  applicant?: Applicant;
  rateFactor?: string;
  note?: string;
  resumeOf?: (applicant: Applicant) => string;
};

const about = ({ row: { id, clientId, supplierId } }: Submittal) => ({ subjectId: id, clientId, supplierId });

const summaries = [
  'Eight years in regulated organizations, four of them in health care.',
  'Led two migrations of this size; used to working beside day-to-day operations.',
  'Five years with the same vendor’s systems. Writes and speaks clearly.',
  'Comes from a utility of similar size; has worked on call.',
  'Started at a service desk and knows what people really ask for.',
];

export function newApplicant(world: World): Applicant {
  const name = world.giveName();
  return { name, email: `${mailboxOf(name)}@mail.example`, summary: world.random.pick(summaries) };
}

/** A supplier's recruiter puts somebody forward, and attests that they agreed to it. */
export function submit(
  world: World,
  need: Need,
  supplier: SeedSupplier,
  at: Date,
  wishes: Wishes = {},
): Submittal {
  const { book, random } = world;
  const { id: supplierId, recruiter } = supplier;
  const { applicant = newApplicant(world), rateFactor = `0.${random.int(82, 99)}`, note = '' } = wishes;
  const candidateId = random.id(at);
  book.candidate.push({
    ...{ id: candidateId, supplierId, ...applicant },
    phone: `(555) 01${random.int(0, 9)}-${random.int(1000, 9999)}`,
    ...{ personKey: personKeyOf(applicant.email), createdAt: at },
  });
  const billRate = timesFactor(need.row.maxBillRate, rateFactor);
  const row = {
    ...{
      id: random.id(at),
      clientId: need.row.clientId,
      supplierId,
      requisitionId: need.row.id,
      candidateId,
    },
    ...{ status: 'submitted' as const, billRate, availableFrom: need.row.startsOn, note },
    resumeFileId: wishes.resumeOf?.(applicant) ?? null,
    ...{
      representedSince: at,
      representedBy: recruiter.accountId,
      submittedBy: recruiter.accountId,
      submittedAt: at,
    },
    ...{ presentedAt: null, endedReason: null, endedBySide: null, createdAt: at },
  };
  const payRate = timesFactor(billRate, `0.${random.int(64, 73)}`);
  book.submittal.push(row);
  book.submittalPay.push({ submittalId: row.id, supplierId, payRate });
  const submittal = { row, need, supplier, applicant, payRate };
  tell(world, at, recruiter, news.submittalSubmitted({ ...about(submittal), facts: { billRate } }));
  return submittal;
}

/** The coordinator lets the client see them. */
export function present(world: World, submittal: Submittal, at: Date): Submittal {
  Object.assign(submittal.row, { status: 'presented', presentedAt: at });
  const { billRate } = submittal.row;
  const coordinator = personOf(world, 'coordinator@northgate');
  tell(world, at, coordinator, news.submittalPresented({ ...about(submittal), facts: { billRate } }));
  return submittal;
}

export function shortlist(world: World, submittal: Submittal, at: Date): void {
  submittal.row.status = 'shortlisted';
  tell(world, at, submittal.need.manager, news.submittalShortlisted({ ...about(submittal), facts: {} }));
}

export function turnDown(world: World, submittal: Submittal, at: Date, reason: string): void {
  Object.assign(submittal.row, { status: 'rejected', endedReason: reason, endedBySide: 'client' });
  tell(world, at, submittal.need.manager, news.submittalRejected({ ...about(submittal), reason, facts: {} }));
}

/** What becomes of those still in the running when the last position is taken. */
export function passOver(world: World, submittal: Submittal, at: Date): void {
  const wasSeen = submittal.row.presentedAt !== null;
  Object.assign(submittal.row, {
    status: 'not_selected',
    endedReason: 'All positions were filled.',
    endedBySide: 'client',
  });
  const event = wasSeen ? news.submittalPassedOver : news.submittalPassedOverUnseen;
  tell(world, at, submittal.need.manager, event({ ...about(submittal), facts: {} }));
}

export type Offer = { row: Book['offer'][number] & { id: string }; submittal: Submittal };

export function extendOffer(
  world: World,
  submittal: Submittal,
  at: Date,
  startsOn: string,
  message = '',
): Offer {
  const { need } = submittal;
  submittal.row.status = 'offered';
  const { clientId, supplierId, billRate } = submittal.row;
  const expiresOn = addDays(dateOf(at), 7);
  const row = {
    ...{
      id: world.random.id(at),
      clientId,
      supplierId,
      requisitionId: need.row.id,
      submittalId: submittal.row.id,
    },
    ...{ status: 'extended' as const, billRate, startsOn, endsOn: need.row.endsOn, message },
    ...{ extendedBy: need.manager.accountId, extendedAt: at, expiresOn, answeredBy: null, answeredAt: null },
  };
  world.book.offer.push(row);
  const facts = { billRate, startsOn, expiresOn };
  tell(world, at, need.manager, news.offerExtended({ subjectId: row.id, clientId, supplierId, facts }));
  return { row, submittal };
}

/** An assignment as its weeks go on with it. */
export type Hire = { row: Book['assignment'][number] & { id: string }; submittal: Submittal };

/** The supplier accepts: the person is a worker now, with an assignment whose rates are frozen. */
export function accept(world: World, { row: offered, submittal }: Offer, at: Date): Hire {
  const { book, random } = world;
  const { need, supplier, applicant } = submittal;
  const { clientId, supplierId, startsOn, billRate } = offered;
  const workerId = random.id(at);
  Object.assign(offered, { status: 'accepted', answeredBy: supplier.recruiter.accountId, answeredAt: at });
  submittal.row.status = 'placed';
  need.row.filled += 1;
  if (need.row.filled === need.row.positions) need.row.status = 'filled';
  book.worker.push({
    id: workerId,
    supplierId,
    candidateId: submittal.row.candidateId,
    name: applicant.name,
    createdAt: at,
  });
  const row = {
    ...{ id: random.id(at), clientId, supplierId, status: 'ready' as const },
    number: 301 + book.assignment.filter((each) => each.clientId === clientId).length,
    ...{ requisitionId: need.row.id, submittalId: submittal.row.id, offerId: offered.id },
    ...{ workerId, workerName: applicant.name, jobId: need.job.id, jobTitle: need.job.title },
    ...{ siteId: need.siteId, departmentId: need.unit.id },
    ...{ hiringManagerId: need.manager.accountId, hiringManagerName: need.manager.name },
    ...{
      startsOn,
      endsOn: offered.endsOn,
      weekMinutes: need.weekMinutes,
      overtimeRule: need.program.overtimeRule,
    },
    supplierReference: random.chance(0.6)
      ? `${supplier.key.slice(0, 2).toUpperCase()}-${random.int(10_000, 99_999)}`
      : null,
    ...{ endedReason: null, createdAt: at },
  };
  book.assignment.push(row);
  freezeRates(world, row, submittal, at);

  const by = supplier.recruiter;
  const { filled, positions } = need.row;
  const sides = { clientId, supplierId };
  tell(world, at, by, news.offerAccepted({ subjectId: offered.id, ...sides, facts: { billRate } }));
  tell(
    world,
    at,
    by,
    hired.assignmentMade({ subjectId: row.id, ...sides, facts: { number: row.number, startsOn } }),
  );
  tell(world, at, by, news.submittalPlaced({ ...about(submittal), facts: {} }));
  tell(world, at, by, positionFilled({ subjectId: need.row.id, clientId, facts: { filled, positions } }));
  return { row, submittal };
}

const multiples = [
  ['ST', '1'],
  ['OT', '1.5'],
  ['DT', '2'],
] as const;

function freezeRates(
  { book, random }: World,
  row: Hire['row'],
  { need, payRate, row: agreed }: Submittal,
  at: Date,
): void {
  const { id: assignmentId, clientId, supplierId, startsOn } = row;
  const effective = `[${startsOn},)`;
  for (const [payCode, factor] of multiples) {
    book.assignmentRate.push({
      ...{ id: random.id(at), clientId, supplierId, assignmentId, payCode, effective },
      billRate: timesFactor(agreed.billRate, factor),
      cardMaxBillRate: timesFactor(need.job.maxBillRate, factor),
      rateCardEntryId: need.job.rateCardEntryId,
    });
    book.assignmentPay.push({
      assignmentId,
      supplierId,
      payCode,
      payRate: timesFactor(payRate, factor),
      effective,
    });
  }
  for (const { costCenterId, percent } of need.split)
    book.assignmentSplit.push({ assignmentId, clientId, supplierId, costCenterId, percent: String(percent) });
}

/** The person starts on the first day and, where that is past, ends on the last. */
export function startAndEnd(world: World, { row, submittal }: Hire): void {
  const { manager } = submittal.need;
  const { id: subjectId, clientId, supplierId, startsOn, endsOn } = row;
  const startedAt = instant(startsOn, 15, 30);
  if (startedAt >= world.now) return;
  row.status = 'active';
  tell(world, startedAt, manager, hired.assignmentActivated({ subjectId, clientId, supplierId, facts: {} }));
  if (endsOn >= world.today) return;
  Object.assign(row, { status: 'ended', endedReason: 'The work is done.' });
  const reason = row.endedReason;
  tell(
    world,
    instant(endsOn, 23),
    manager,
    hired.assignmentEnded({ subjectId, clientId, supplierId, reason, facts: { endsOn } }),
  );
}

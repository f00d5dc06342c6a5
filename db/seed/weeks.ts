import { timesheetApproved, timesheetRejected, timesheetSubmitted } from '#app/timesheets/events.ts';
import { classifyByCostCenter, type ClassifiedEntry } from '#app/timesheets/overtime.ts';
import { allocate } from '#app/values/allocate.ts';
import { sum } from '#app/values/money.ts';
import { addDays, daysOfWeek } from '#app/values/week.ts';
import type { Hire } from './hiring.ts';
import type { Share } from './needs.ts';
import { instant, minutesBefore, tell, type Person, type World } from './world.ts';

/** Minutes worked from Monday to Sunday. */
export type Pattern = readonly number[];

/** How far a week has come. Its row is loaded as a draft and then walks there. */
export type Outcome = 'draft' | 'rejected' | 'submitted' | 'approved';

export type WeekPlan = { hire: Hire; endsOn: string; pattern: Pattern; outcome: Outcome; note?: string };

/** The ids of the weeks that are to leave their draft, and of those that are to be approved. */
export type Walks = { submitted: string[]; approved: string[] };

/** When the weeks of a Sunday are handed in and decided: on Monday, and on Tuesday or Wednesday. */
export const approvalOf = (world: World, endsOn: string): Date =>
  instant(addDays(endsOn, world.random.int(2, 3)), 15, world.random.int(0, 480));

/** Writes one week, its time and its news. */
export function playWeek(
  world: World,
  walks: Walks,
  { hire, endsOn, pattern, outcome, note = '' }: WeekPlan,
): void {
  const { random, book } = world;
  const { row: worked, submittal } = hire;
  const { manager } = submittal.need;
  const wished = instant(addDays(endsOn, 1), 14, random.int(0, 540));
  const submittedAt = wished < world.now ? wished : minutesBefore(world.now, random.int(30, 600));
  const wishedDecision = approvalOf(world, endsOn);
  const decidedAt = wishedDecision < world.now ? wishedDecision : minutesBefore(world.now, 10);
  const submitter = outcome === 'draft' ? null : submitterOf(world, hire);
  const entries = classified(worked.overtimeRule, endsOn, pattern, submittal.need.split);
  const workedMinutes = sum(entries.map(({ minutes }) => minutes));
  const overtimeMinutes =
    workedMinutes - sum(entries.flatMap(({ payCode, minutes }) => (payCode === 'ST' ? minutes : [])));
  const reason = outcome === 'rejected' ? 'Thursday was a training day and is not billable.' : null;
  const id = random.id(submittedAt);
  const {
    clientId,
    supplierId,
    id: assignmentId,
    workerId,
    departmentId,
    hiringManagerId,
    overtimeRule,
  } = worked;
  book.timesheet.push({
    ...{ id, clientId, supplierId, assignmentId, workerId, weekEndsOn: endsOn, status: 'draft' },
    ...{ workedMinutes, overtimeMinutes, note, departmentId, hiringManagerId, overtimeRule },
    ...{ submittedBy: submitter?.accountId ?? null, submittedByName: submitter?.name ?? null },
    submittedAt: submitter ? submittedAt : null,
    attested: outcome === 'submitted' || outcome === 'approved',
    ...(outcome === 'approved'
      ? { approvedBy: manager.accountId, approvedByName: manager.name, approvedAt: decidedAt }
      : { approvedBy: null, approvedByName: null, approvedAt: null }),
    rejectedReason: reason,
    createdAt: minutesBefore(submittedAt, 20),
  });
  for (const { date, costCenterId, payCode, minutes } of entries)
    book.timeLine.push({
      clientId,
      supplierId,
      timesheetId: id,
      assignmentId,
      workDate: date,
      payCode,
      costCenterId,
      minutes,
    });

  const news = {
    ...{ subjectId: id, clientId, supplierId },
    facts: { workerName: worked.workerName, weekEndsOn: endsOn, workedMinutes, overtimeMinutes },
  };
  if (submitter) tell(world, submittedAt, submitter, timesheetSubmitted(news));
  if (outcome === 'approved') tell(world, decidedAt, manager, timesheetApproved(news));
  if (outcome === 'rejected') tell(world, decidedAt, manager, timesheetRejected({ ...news, reason }));
  if (outcome === 'submitted' || outcome === 'approved') walks.submitted.push(id);
  if (outcome === 'approved') walks.approved.push(id);
}

/** Workers who can sign in hand in their own weeks; a recruiter does it for the others. */
function submitterOf(world: World, { row, submittal }: Hire): Person {
  return (
    world.people.find(({ role, name }) => role === 'worker' && name === row.workerName) ??
    submittal.supplier.recruiter
  );
}

const known = new Map<string, ClassifiedEntry[]>();
const modelWeek = daysOfWeek('2026-11-15');

/** Weeks repeat, so each pattern is classified once: on a model week, with cost centers named by their place. */
function classified(
  rule: Hire['row']['overtimeRule'],
  endsOn: string,
  pattern: Pattern,
  split: Share[],
): ClassifiedEntry[] {
  const percents = split.map(({ percent }) => percent);
  const key = `${rule} ${pattern.join()} ${percents.join()}`;
  let entries = known.get(key);
  if (!entries) {
    const worked = pattern.flatMap((minutes, day) =>
      allocate(minutes, percents).map((workedMinutes, place) => ({
        ...{ date: modelWeek[day] ?? '', costCenterId: String(place), workedMinutes },
      })),
    );
    entries = classifyByCostCenter(
      rule,
      worked.filter(({ workedMinutes }) => workedMinutes > 0),
      modelWeek,
    );
    known.set(key, entries);
  }
  const days = daysOfWeek(endsOn);
  return entries.map((entry) => ({
    ...entry,
    date: days[modelWeek.indexOf(entry.date)] ?? '',
    costCenterId: split[Number(entry.costCenterId)]?.costCenterId ?? '',
  }));
}

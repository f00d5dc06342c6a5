import { classifyByCostCenter, type ClassifiedEntry } from '#app/timesheets/overtime.ts';
import { allocate } from '#app/values/allocate.ts';
import { addDays, daysOfWeek, weekEndingOn } from '#app/values/week.ts';
import type { timeLine, timesheet } from '#db/schema/index.ts';
import type { Hire } from './hiring.ts';
import type { Share } from './needs.ts';
import { instant, minutesBefore, personOf, type World } from './world.ts';

/** A week as it will stand; its row is loaded as a draft and then walks to `wanted`. */
export type Week = {
  row: typeof timesheet.$inferInsert & { id: string };
  lines: (typeof timeLine.$inferInsert)[];
  wanted: 'draft' | 'submitted' | 'approved';
};

/** Minutes from Monday to Sunday. */
type Pattern = number[];

const holidays = new Set(['12-25', '01-01', '07-04']);

/** The last week that has ended. */
export const lastWeek = (world: World): string => addDays(weekEndingOn(world.today, 0), -7);

export function playWeeks(world: World, hires: Hire[]): Week[] {
  const last = lastWeek(world);
  const weeks: Week[] = [];
  for (const hire of hires) {
    if (hire.row.status === 'ready') continue;
    const end = hire.row.endsOn < last ? weekEndingOn(hire.row.endsOn, 0) : last;
    for (let endsOn = weekEndingOn(hire.row.startsOn, 0); endsOn <= end; endsOn = addDays(endsOn, 7)) {
      if (endsOn >= addDays(last, -7) && world.random.chance(0.06)) continue;
      weeks.push(playWeek(world, hire, endsOn, usualWeek(world, hire, endsOn)));
    }
  }
  return weeks;
}

/** One week, submitted on its Monday after and approved a day or two later, as far as that is past. */
export function playWeek(world: World, hire: Hire, endsOn: string, pattern: Pattern, note = ''): Week {
  const { row: assignment, submittal } = hire;
  const { random } = world;
  const wished = instant(addDays(endsOn, 1), 14, random.int(0, 540));
  const submittedAt = wished < world.now ? wished : minutesBefore(world.now, random.int(30, 600));
  const approvedAt = instant(addDays(endsOn, random.int(2, 3)), 15, random.int(0, 480));
  const isApproved = approvedAt < world.now;
  const { manager } = submittal.need;
  const submitter = assignment.workerName === personOf(world, 'worker@cobalt').name ? personOf(world, 'worker@cobalt') : submittal.supplier.recruiter;
  const id = random.id(submittedAt);
  const lines = classified(hire.row.overtimeRule, endsOn, pattern, submittal.need.split);
  const minutesOf = (codes: string[]) => lines.filter(({ payCode }) => codes.includes(payCode)).reduce((sum, { minutes }) => sum + minutes, 0);
  return {
    wanted: isApproved ? 'approved' : 'submitted',
    row: {
      id,
      clientId: assignment.clientId,
      supplierId: assignment.supplierId,
      assignmentId: assignment.id,
      workerId: assignment.workerId,
      weekEndsOn: endsOn,
      status: 'draft',
      workedMinutes: minutesOf(['ST', 'OT', 'DT']),
      overtimeMinutes: minutesOf(['OT', 'DT']),
      note,
      departmentId: assignment.departmentId,
      hiringManagerId: assignment.hiringManagerId,
      overtimeRule: assignment.overtimeRule,
      submittedBy: submitter.accountId,
      submittedByName: submitter.name,
      submittedAt,
      attested: true,
      approvedBy: isApproved ? manager.accountId : null,
      approvedByName: isApproved ? manager.name : null,
      approvedAt: isApproved ? approvedAt : null,
      rejectedReason: null,
      createdAt: minutesBefore(submittedAt, 20),
    },
    lines: lines.map(({ date, costCenterId, payCode, minutes }) => ({
      clientId: assignment.clientId,
      supplierId: assignment.supplierId,
      timesheetId: id,
      assignmentId: assignment.id,
      workDate: date,
      payCode,
      costCenterId,
      minutes,
    })),
  };
}

/** Most weeks are as agreed; some have a day off, some run over, few run far over. */
function usualWeek(world: World, { row }: Hire, endsOn: string): Pattern {
  const { random } = world;
  const day = row.weekMinutes / 5;
  const pattern = [day, day, day, day, day, 0, 0];
  const kind = random.next();
  if (kind < 0.1) pattern[random.int(0, 4)] = 0;
  else if (kind < 0.16) pattern[random.int(0, 4)] = day / 2;
  else if (kind < 0.26) for (const at of random.some([0, 1, 2, 3, 4], random.int(1, 3))) pattern[at] = 480 + 30 * random.int(1, 4);
  else if (kind < 0.29) pattern[5] = 60 * random.int(3, 6);
  else if (kind < 0.3) pattern[random.int(0, 4)] = 750;
  return daysOfWeek(endsOn).map((date, index) => {
    const isOut = date < row.startsOn || date > row.endsOn || holidays.has(date.slice(5));
    return isOut ? 0 : (pattern[index] ?? 0);
  });
}

const known = new Map<string, ClassifiedEntry[]>();
const modelWeek = daysOfWeek('2026-11-15');

/** Weeks repeat, so each pattern is classified once, on a model week and two nameless cost centers. */
function classified(rule: Hire['row']['overtimeRule'], endsOn: string, pattern: Pattern, split: Share[]): ClassifiedEntry[] {
  const percents = split.map(({ percent }) => percent);
  const key = `${rule} ${pattern.join()} ${percents.join()}`;
  let entries = known.get(key);
  if (!entries) {
    const worked = pattern.flatMap((minutes, day) =>
      allocate(minutes, percents).map((workedMinutes, place) => ({ date: modelWeek[day] ?? '', costCenterId: String(place), workedMinutes })),
    );
    entries = classifyByCostCenter(rule, worked.filter(({ workedMinutes }) => workedMinutes > 0), modelWeek);
    known.set(key, entries);
  }
  const days = daysOfWeek(endsOn);
  return entries.map(({ date, costCenterId, ...rest }) => ({
    ...rest,
    date: days[modelWeek.indexOf(date)] ?? '',
    costCenterId: split[Number(costCenterId)]?.costCenterId ?? '',
  }));
}

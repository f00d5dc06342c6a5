import { formatHours } from '#app/values/hours.ts';
import { problem, type Problem } from '#app/values/result.ts';
import {
  addDays,
  daysOfWeek,
  formatDate,
  formatDayShort,
  minutesInDay,
  weekdayOf,
} from '#app/values/week.ts';
import type { WeekRow } from './forms.ts';
import { assignmentsWithTime } from './lifecycle.ts';
import { minutesByDay } from './week-of-time.ts';

/** A week in its surroundings: what must be known to say whether its hours can be true. */
export type WeekOfTime = {
  weekEndsOn: string;
  /** IANA name; the program's. */
  timeZone: string;
  /** Today, in that zone. */
  today: string;
  /** First and last day of the assignment. */
  startsOn: string;
  endsOn: string;
  /** The cost centers of the assignment's split. */
  costCenterIds: string[];
};

const cell = (row: number, day: number) => `rows[${row}].days[${day}]`;

/** Hours of one day fit in it. A day has 23 or 25 hours when the clock changes; the program's zone decides. */
export function hoursFitInTheDay(week: WeekOfTime, rows: WeekRow[]): Problem[] {
  const worked = minutesByDay(rows);
  return daysOfWeek(week.weekEndsOn).flatMap((date, day) => {
    const length = minutesInDay(date, week.timeZone);
    if ((worked[day] ?? 0) <= length) return [];
    const row = rows.findIndex((each) => (each.days[day] ?? 0) > 0);
    const said = `${formatDayShort(date)} has ${formatHours(length)} hours; ${formatHours(worked[day] ?? 0)} do not fit in it.`;
    return [problem(cell(row, day), said)];
  });
}

/** Days before the assignment starts and after it ends stay empty. */
export function daysLieWithinTheAssignment(week: WeekOfTime, rows: WeekRow[]): Problem[] {
  return daysOfWeek(week.weekEndsOn).flatMap((date, day) => {
    if (week.startsOn <= date && date <= week.endsOn) return [];
    const row = rows.findIndex((each) => (each.days[day] ?? 0) > 0);
    if (row < 0) return [];
    const when =
      date < week.startsOn ? `starts on ${formatDate(week.startsOn)}` : `ended on ${formatDate(week.endsOn)}`;
    return [problem(cell(row, day), `The assignment ${when}: ${formatDayShort(date)} stays empty.`)];
  });
}

/** Time is booked to the cost centers that the assignment is split over, once to each. */
export function costCentersBelong(week: WeekOfTime, rows: WeekRow[]): Problem[] {
  return rows.flatMap(({ costCenterId }, index) => {
    const field = `rows[${index}].costCenterId`;
    if (!week.costCenterIds.includes(costCenterId))
      return [problem(field, 'This cost center is not one that the assignment is booked to.')];
    const first = rows.findIndex((row) => row.costCenterId === costCenterId);
    return first < index ? [problem(field, 'This cost center is here twice. Put its hours in one row.')] : [];
  });
}

/** Nobody attests to a week that lies ahead. */
export function weekMustHaveStarted(week: Pick<WeekOfTime, 'weekEndsOn' | 'today'>): Problem[] {
  const firstDay = addDays(week.weekEndsOn, -6);
  return firstDay <= week.today
    ? []
    : [problem('', `This week begins on ${formatDate(firstDay)}. Enter it from then on.`)];
}

export function thereIsSomethingToSubmit(rows: WeekRow[]): Problem[] {
  return rows.some((row) => row.days.some((minutes) => minutes > 0))
    ? []
    : [problem(cell(0, 0), 'There are no hours to submit yet.')];
}

export function hoursAreAttested(attest: boolean): Problem[] {
  return attest
    ? []
    : [problem('attest', 'Tick this to submit: hours count only once somebody stands by them.')];
}

/** What any draft must keep to. */
export function problemsOfDraft(week: WeekOfTime, rows: WeekRow[]): Problem[] {
  return [
    ...costCentersBelong(week, rows),
    ...daysLieWithinTheAssignment(week, rows),
    ...hoursFitInTheDay(week, rows),
  ];
}

/** What a week must keep to that somebody stands by. */
export function problemsOfSubmission(
  week: WeekOfTime,
  rows: WeekRow[],
  attest: boolean,
  /** A correction may say that nothing was worked. */
  isCorrection = false,
): Problem[] {
  return [
    ...weekMustHaveStarted(week),
    ...problemsOfDraft(week, rows),
    ...(isCorrection ? [] : thereIsSomethingToSubmit(rows)),
    ...hoursAreAttested(attest),
  ];
}

/** Whether a week may be begun for the assignment: one of its own weeks, not before it begins. */
export function problemsOfStart(
  assignment: { status: string; startsOn: string; endsOn: string; weekday: number; today: string },
  weekEndsOn: string,
): Problem[] {
  if (weekdayOf(weekEndsOn) !== assignment.weekday)
    return [problem('weekEndsOn', `No week of this program ends on ${formatDayShort(weekEndsOn)}.`)];
  if (!assignmentsWithTime.some((status) => status === assignment.status))
    return [problem('assignmentId', 'Time is entered once the assignment is active.')];
  if (addDays(weekEndsOn, -6) > assignment.endsOn || weekEndsOn < assignment.startsOn)
    return [problem('weekEndsOn', 'The assignment has no day in this week.')];
  return weekMustHaveStarted({ weekEndsOn, today: assignment.today });
}

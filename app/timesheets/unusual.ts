import { formatHours } from '#app/values/hours.ts';
import { addDays, daysBetween, formatDate } from '#app/values/week.ts';

/** What must be known of a week and of those before it to say what is unusual. */
export type WeekInContext = {
  weekEndsOn: string;
  workedMinutes: number;
  overtimeMinutes: number;
  weekendMinutes: number;
  /** The assignment's hours a week, as agreed. */
  scheduledMinutes: number;
  startsOn: string;
  endsOn: string;
  /** First earlier week of the assignment, if there is one. */
  firstWeekEndsOn: string | null;
  /** Last earlier week with overtime. */
  lastOvertimeWeekEndsOn: string | null;
  workedWeekendsBefore: boolean;
  /** Of an approved week that this one corrects; null where it corrects none. */
  correctedMinutes: number | null;
  /** The day it was submitted, in the program's zone; null while it is a draft. */
  submittedOn: string | null;
  /** What it would do to the purchase order that pays for it, where little is left of that. */
  purchaseOrder?: string | null;
};

/** A week within a fifth of its schedule is usual. */
const USUAL_SHARE = 0.2;
const LATE_AFTER_DAYS = 7;

/** What differs from other weeks, a sentence each, the costliest first. Empty where the week is usual. */
export function unusualAbout(week: WeekInContext): string[] {
  return [
    correction(week),
    week.purchaseOrder ?? null,
    overtime(week),
    schedule(week),
    weekend(week),
    lastWeek(week),
    late(week),
  ].filter((finding) => finding !== null);
}

function correction({ correctedMinutes, workedMinutes }: WeekInContext): string | null {
  if (correctedMinutes === null) return null;
  const difference = workedMinutes - correctedMinutes;
  if (difference === 0) return 'Corrects an approved week, with as many hours as before';
  return `Corrects an approved week: ${difference > 0 ? '+' : ''}${formatHours(difference)} h`;
}

function overtime(week: WeekInContext): string | null {
  if (week.overtimeMinutes === 0) return null;
  const hours = `${formatHours(week.overtimeMinutes)} h overtime`;
  if (week.firstWeekEndsOn === null) return `${hours}, in the first week`;
  const since = week.lastOvertimeWeekEndsOn ?? week.firstWeekEndsOn;
  const weeks = daysBetween(since, week.weekEndsOn) / 7;
  if (week.lastOvertimeWeekEndsOn === null) return `${hours}, the first on this assignment`;
  return weeks <= 1 ? `${hours}, as in the week before` : `${hours}, the first in ${weeks} weeks`;
}

/** A week that the assignment covers only in part has no schedule to be held against. */
function schedule(week: WeekInContext): string | null {
  const whole = week.startsOn <= addDays(week.weekEndsOn, -6) && week.weekEndsOn <= week.endsOn;
  const difference = week.workedMinutes - week.scheduledMinutes;
  if (!whole || Math.abs(difference) <= week.scheduledMinutes * USUAL_SHARE) return null;
  const side = difference > 0 ? 'over' : 'under';
  return `${formatHours(Math.abs(difference))} h ${side} the ${formatHours(week.scheduledMinutes)} h agreed`;
}

function weekend(week: WeekInContext): string | null {
  if (week.weekendMinutes === 0 || week.workedWeekendsBefore || week.firstWeekEndsOn === null) return null;
  return `${formatHours(week.weekendMinutes)} h on the weekend, never before`;
}

function lastWeek(week: WeekInContext): string | null {
  const isLast = week.endsOn <= week.weekEndsOn;
  return isLast ? `Last week of the assignment, which ends on ${formatDate(week.endsOn)}` : null;
}

function late(week: WeekInContext): string | null {
  // Whoever corrects an approved week is later than the week by nature.
  if (week.submittedOn === null || week.correctedMinutes !== null) return null;
  const days = daysBetween(week.weekEndsOn, week.submittedOn);
  return days > LATE_AFTER_DAYS ? `Submitted ${days} days after the week ended` : null;
}

import { Temporal } from 'temporal-polyfill';

/*
 * Plain dates are text, `2026-11-15`: they have no clock and no zone, they compare and sort as text, and they
 * are what PostgreSQL's `date` hands over. Instants are `Date`, and become dates only in a named time zone.
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
// Whoever works now was born after 1900 and will have left before 2200. Further off, a week later may be no date any more.
const SHAPE = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Whether the text is a day of the calendar from 1900 to 2199: `2026-02-29` is not. */
export function isPlainDate(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

/** The date so many days later, or earlier for a negative number. */
export function addDays(date: string, days: number): string {
  return plain(date).add({ days }).toString();
}

/** Days from the one date to the other: 0 for the same day, negative where `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return plain(from).until(plain(to), { largestUnit: 'day' }).days;
}

/** The day of the week, 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: string): number {
  return plain(date).dayOfWeek % 7;
}

/**
 * The last day of the week that the date falls in.
 * @param weekEndsOn the program's week ending day, 0 for Sunday to 6 for Saturday
 */
export function weekEndingOn(date: string, weekEndsOn: number): string {
  if (!Number.isInteger(weekEndsOn) || weekEndsOn < 0 || weekEndsOn > 6)
    throw new RangeError(`${weekEndsOn} is no day of the week; 0 is Sunday, 6 is Saturday`);
  return addDays(date, (weekEndsOn - weekdayOf(date) + 7) % 7);
}

/** The seven dates of the week that ends on the date, first to last. */
export function daysOfWeek(weekEndsOnDate: string): string[] {
  return [6, 5, 4, 3, 2, 1, 0].map((daysBefore) => addDays(weekEndsOnDate, -daysBefore));
}

/** How many weeks a stretch of days takes, both ends included; a week begun counts. 0 where it ends before it starts. */
export function weeksBetween(startsOn: string, endsOn: string): number {
  return Math.max(0, Math.ceil((daysBetween(startsOn, endsOn) + 1) / 7));
}

/** The minutes that the day really has where the clock changes: 1,380 or 1,500 on two days of most years. */
export function minutesInDay(date: string, timeZone: string): number {
  return plain(date).toZonedDateTime(timeZone).hoursInDay * 60;
}

/** The date that the calendar on the wall shows in that zone at that moment. */
export function today(now: Date, timeZone: string): string {
  return inZone(now, timeZone).toPlainDate().toString();
}

/** `2026-11-15` → `15 Nov 2026`. */
export function formatDate(date: string): string {
  const { day, month, year } = plain(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `2026-11-09` → `Mon 9`, for the head of a week's columns. */
export function formatDayShort(date: string): string {
  return `${formatWeekday(date)} ${plain(date).day}`;
}

/** `2026-11-09` → `Mon`. */
export function formatWeekday(date: string): string {
  return WEEKDAYS[weekdayOf(date)] ?? '';
}

/** A moment as the clock in that zone showed it: `15 Nov 2026, 14:02`. */
export function formatInstant(instant: Date, timeZone: string): string {
  const local = inZone(instant, timeZone);
  return `${formatDate(local.toPlainDate().toString())}, ${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
}

/** `2026-11-15` → `2026-11`. */
export function monthOf(date: string): string {
  return plain(date).toPlainYearMonth().toString();
}

/** `2026-11` → `Nov 2026`. */
export function formatMonth(month: string): string {
  const { month: number, year } = Temporal.PlainYearMonth.from(month);
  return `${MONTHS[number - 1]} ${year}`;
}

function plain(date: string): Temporal.PlainDate {
  if (!SHAPE.test(date)) throw new RangeError(`${date} is not a date of the form 2026-11-15`);
  return Temporal.PlainDate.from(date);
}

function inZone(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

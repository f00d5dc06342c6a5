import { Decimal, formatDecimal } from './decimal.ts';

/** Nobody enters more than this for one day and cost center. */
export const MAX_MINUTES_A_DAY = 24 * 60;

const CLOCK = /^(\d{1,2}):([0-5]\d)$/;
const DECIMAL = /^(?=.*\d)(\d{0,2})(?:[.,](\d{0,4}))?$/;

/**
 * Reads hours that a person typed into a day: `8`, `8.5`, `8,25`, `8:30`, `8 h`; nothing at all is no time.
 * Decimal hours are rounded to the nearest minute, so `8.33` is 8 h 20.
 * @returns minutes, or null where it is no time of day's length: negative, over 24 hours, not a number
 */
export function parseHours(text: string): number | null {
  const typed = text.trim().replace(/\s*h$/i, '');
  if (text.trim() === '') return 0;
  const minutes = fromClock(typed) ?? fromDecimal(typed);
  return minutes === null || minutes > MAX_MINUTES_A_DAY ? null : minutes;
}

/** Minutes as decimal hours: `480` → `8.00`, `-120` → `−2.00`, `500` → `8.33`. */
export function formatHours(minutes: number): string {
  return formatDecimal(new Decimal(minutes).div(60), 2);
}

/** As few figures as it takes, for the cells of a week: `480` → `8`, `510` → `8.5`, `500` → `8.33`. */
export function formatHoursShort(minutes: number): string {
  return formatHours(minutes).replace(/\.?0+$/, '');
}

function fromClock(typed: string): number | null {
  const clock = CLOCK.exec(typed);
  return clock ? Number(clock[1]) * 60 + Number(clock[2]) : null;
}

function fromDecimal(typed: string): number | null {
  const decimal = DECIMAL.exec(typed);
  if (!decimal) return null;
  const [, hours, fraction] = decimal;
  return Number(new Decimal(`${hours || 0}.${fraction || 0}`).times(60).toFixed(0));
}

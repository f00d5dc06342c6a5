import { addDays } from './week.ts';

/*
 * Months of the books are written as their first day, `2026-06-01`: that is what PostgreSQL's `date_trunc` hands over,
 * and it sorts and compares as text.
 */

/** `2026-06-17` → `2026-06-01`. */
export const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** The first day so many months later, or earlier for a negative number: `2026-12-05` and 1 → `2027-01-01`. */
export function addMonths(date: string, count: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const months = year * 12 + (month - 1) + count;
  const two = String((((months % 12) + 12) % 12) + 1).padStart(2, '0');
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${two}-01`;
}

/** `2026-02-10` → `2026-02-28`. */
export const lastOfMonth = (date: string): string => addDays(addMonths(date, 1), -1);

/** How many days the month has that the date falls in. */
export const daysInMonth = (date: string): number => Number(lastOfMonth(date).slice(8));

/** Every month from the one date's to the other's, as first days; none where it ends before it starts. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = firstOfMonth(from); month <= firstOfMonth(to); month = addMonths(month, 1))
    months.push(month);
  return months;
}

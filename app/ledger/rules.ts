import { firstOfMonth, lastOfMonth, monthsBetween } from '#app/values/month.ts';
import { formatMonth } from '#app/values/week.ts';
import { isShut } from './lifecycle.ts';

/** The state of a program's months: those with a row, by first day. A month without one was never closed. */
export type MonthStates = ReadonlyMap<string, string>;

/** `2026-06-01` → `Jun 2026`. */
export const monthName = (month: string): string => formatMonth(month.slice(0, 7));

/**
 * Why a month cannot be closed now, in a sentence; null where it can. Only months that are over are closed, and
 * earlier ones first, so that what is carried forward into a closed month never changes.
 * @param firstMonth first day of the first month with a posting; null where nothing was posted yet
 */
export function whyNotClose(
  month: string,
  { today, firstMonth, states }: { today: string; firstMonth: string | null; states: MonthStates },
): string | null {
  if (lastOfMonth(month) >= today)
    return `${monthName(month)} is not over. It can be closed from the first of the next month.`;
  const earlier = firstMonth === null ? [] : monthsBetween(firstMonth, month).slice(0, -1);
  const open = earlier.find((one) => !isShut(states.get(one) ?? 'open'));
  return open === undefined ? null : `Close ${monthName(open)} first: months are closed in their order.`;
}

/** Why a closed month cannot be reopened now; null where it can. The last month closed is the first to be reopened. */
export function whyNotReopen(month: string, states: MonthStates): string | null {
  const later = [...states].filter(([one, status]) => one > firstOfMonth(month) && isShut(status));
  const last = later
    .map(([one]) => one)
    .sort()
    .at(-1);
  return last === undefined
    ? null
    : `Reopen ${monthName(last)} first: what a month carries forward stands fixed while a later one is closed.`;
}

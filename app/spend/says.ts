import { Decimal } from '#app/values/decimal.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney, minorDigits } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatMonth } from '#app/values/week.ts';
import type { Comparison, Months } from './months.ts';

/** One sum of the rollup, with the same sum over both stretches of a comparison. */
export type Sum = {
  totalMinor: number;
  minutes: number;
  overtimeMinutes: number;
  nowMinor: number;
  beforeMinor: number;
};

export type NamedSum = Sum & { id: string; name: string };

/** `241000000` → `2.41 M`, `21248015` → `212 k`, `99900` → `999`: for above a bar, where the exact figure does not fit. */
export function shortAmount(amountMinor: number, currency = 'USD'): string {
  const major = new Decimal(amountMinor).div(10 ** minorDigits(currency));
  const size = major.abs();
  const sign = amountMinor < 0 ? '−' : '';
  if (size.lt('999.5')) return `${sign}${size.toFixed(0)}`;
  if (size.lt('999500')) return `${sign}${size.div(1000).toFixed(size.lt('9950') ? 1 : 0)} k`;
  const millions = size.div(1_000_000);
  return `${sign}${millions.toFixed(millions.lt('9.995') ? 2 : 1)} M`;
}

/**
 * A part of a whole in percent: `3.1 %`, with one decimal below ten percent.
 * @returns null where there is no whole
 */
export function shareOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const fraction = new Decimal(part).div(whole);
  return formatPercent(fraction.round(fraction.abs().lt('0.1') ? 3 : 2).toFixed());
}

/** `2025-12` to `2026-11` → `Dec 2025 – Nov 2026`. */
export function formatMonths({ from, to }: Months): string {
  return from === to ? formatMonth(from) : `${formatMonth(from)} – ${formatMonth(to)}`;
}

/** Up or down against what it was: `12 % more`. Null where it was nothing. */
function changeOf({ nowMinor, beforeMinor }: Sum): string | null {
  if (beforeMinor <= 0) return null;
  const share = shareOf(Math.abs(nowMinor - beforeMinor), beforeMinor);
  if (share === null || share === '0 %') return 'as much';
  return `${share} ${nowMinor > beforeMinor ? 'more' : 'less'}`;
}

const isAsMuch = (change: string) => change === 'as much';

export type WhatIsSaid = {
  /** Who spent or earned: `Halden Medical Center`. */
  who: string;
  verb: 'spent' | 'earned';
  /** What the figures are narrowed to: `Nursing, Cobalt Staffing`. */
  on?: string;
  currency: string;
  window: Months;
  comparison: Comparison | null;
  total: Sum;
  /** The parts among which the largest change is looked for: departments, or clients. */
  parts: NamedSum[];
};

/** The first sentence: how much, and how that compares. */
export function saysTotal({ who, verb, on, currency, window, comparison, total }: WhatIsSaid): string {
  const amount = formatMoney(total.totalMinor, currency);
  const what = `${who} ${verb} ${amount}${on ? ` on ${on}` : ''} in ${formatMonths(window)}`;
  const change = comparison ? changeOf(total) : null;
  if (!comparison || !change) return `${what}.`;
  if (comparison.kind === 'quarter') {
    const since = `the last three full months came to ${change}${isAsMuch(change) ? ' as' : ' than'} the three before`;
    return `${what}; ${since}.`;
  }
  const until = comparison.now.to === window.to ? '' : ` up to ${formatMonth(comparison.now.to)}`;
  return `${what}: ${change}${isAsMuch(change) ? ' as' : ' than'} in the same months a year before${until}.`;
}

/** The second: which part moved most, by amount and not by percent, and against which direction of the whole. */
export function saysLargestChange({ comparison, currency, total, parts }: WhatIsSaid): string | null {
  if (!comparison || parts.length < 2) return null;
  const moved = (part: Sum) => part.nowMinor - part.beforeMinor;
  const largest = parts.reduce((most, part) => (Math.abs(moved(part)) > Math.abs(moved(most)) ? part : most));
  const by = moved(largest);
  if (by === 0) return null;
  const change = changeOf(largest);
  const percent = change === null || isAsMuch(change) ? '' : ` (${change})`;
  const figure = `${by > 0 ? '+' : ''}${formatMoney(by)}`
    .replace('+', `+${currency} `)
    .replace('−', `−${currency} `);
  const against =
    moved(total) !== 0 && Math.sign(moved(total)) !== Math.sign(by) ? ', against the whole' : '';
  return `${largest.name} changed most: ${figure}${percent}${against}.`;
}

/** The third: overtime as a share of the hours, and whether any was worked. */
export function saysOvertime({ total }: WhatIsSaid): string | null {
  if (total.minutes === 0) return null;
  if (total.overtimeMinutes === 0) return `No overtime in ${formatHours(total.minutes)} h.`;
  const share = shareOf(total.overtimeMinutes, total.minutes);
  return `Overtime is ${share} of ${formatHours(total.minutes)} h.`;
}

/** What the figures say, in sentences that are computed and never more than the figures hold. */
export function saysSpend(what: WhatIsSaid): string[] {
  return [saysTotal(what), saysLargestChange(what), saysOvertime(what)].filter((said) => said !== null);
}

/** Over a chart of months: the highest, and the last. */
export function saysMonths(months: { month: string; totalMinor: number }[], currency: string): string {
  const billed = months.filter(({ totalMinor }) => totalMinor !== 0);
  if (billed.length === 0) return 'Nothing was billed in these months.';
  const highest = billed.reduce((most, one) => (one.totalMinor > most.totalMinor ? one : most));
  const average = new Decimal(billed.reduce((all, one) => all + one.totalMinor, 0))
    .div(billed.length)
    .round(0);
  const mean = formatMoney(Number(average.toFixed(0)), currency);
  return billed.length === 1
    ? `${formatMonth(highest.month)} is the only month with figures: ${formatMoney(highest.totalMinor, currency)}.`
    : `${formatMonth(highest.month)} is the highest with ${formatMoney(highest.totalMinor, currency)}; the average month is ${mean}.`;
}

/** Over ranked bars: how much the first has, or the first few together. */
export function saysRanking(parts: NamedSum[], total: number): string {
  const [first, second, third] = parts;
  if (!first) return 'Nothing was billed here.';
  if (!second) return `All of it is ${first.name}.`;
  const share = shareOf(first.totalMinor, total);
  if (!third) return `${first.name} has ${share} of it.`;
  const three = shareOf(first.totalMinor + second.totalMinor + third.totalMinor, total);
  return `${first.name} has ${share} of it, the first three ${three}.`;
}

/** The largest so many, and one for all others together, so that the sum stays the sum. */
export function topOf(
  parts: NamedSum[],
  count: number,
  total: Sum,
): {
  shown: NamedSum[];
  others: { count: number; totalMinor: number; minutes: number; overtimeMinutes: number } | null;
} {
  const billed = parts.filter(({ totalMinor, minutes }) => totalMinor !== 0 || minutes !== 0);
  if (billed.length <= count + 1) return { shown: billed, others: null };
  const shown = billed.slice(0, count);
  const left = (key: 'totalMinor' | 'minutes' | 'overtimeMinutes') =>
    shown.reduce((rest, part) => rest - part[key], total[key]);
  return {
    shown,
    others: {
      count: billed.length - count,
      totalMinor: left('totalMinor'),
      minutes: left('minutes'),
      overtimeMinutes: left('overtimeMinutes'),
    },
  };
}

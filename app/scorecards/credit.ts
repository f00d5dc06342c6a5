import { allocate } from '#app/values/allocate.ts';
import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { sum } from '#app/values/money.ts';

/*
 * What a missed service level costs the MSP (field guide 6.3): credit = min(at risk, Σ weight × miss × multiplier × at
 * risk). The sum is rounded once, half away from zero, and capped; what each level bears of it is laid on the levels by
 * the largest remainder. `app.scorecard_adds_up` in the database makes the same again and refuses what differs.
 */

export type MissRule = 'steps' | 'linear';
export type Direction = 'higher' | 'lower';

/** What was agreed on one level. Decimals are exact: `95`, `0.3`. */
export type Agreed = {
  direction: Direction;
  expected: string;
  minimum: string;
  /** Fewer events than this say nothing. */
  nMin: number;
  weight: string;
};

/** What was found: so many met of so many counted, or a value that somebody entered, with or without a count. */
export type Found = {
  source: 'measured' | 'entered';
  counted: number | null;
  met: number | null;
  value: string | null;
};

/** What was claimed: so many missed events are not counted; null: the whole level. */
export type Relief = { events: number | null };

export type Excuse = 'relieved' | 'too_few' | 'no_value';

export type Judged = {
  value: string | null;
  counted: number | null;
  excused: Excuse | null;
  /** 0 to 1, at most six decimals. */
  miss: string;
};

const VALUE_PLACES = 4;
const MISS_PLACES = 6;

/** A share of events in percent, `88` for 22 of 25, to four decimals; null where nothing was counted. */
export function percentOfEvents(met: number, counted: number): string | null {
  return counted > 0 ? new Decimal(met).times(100).div(counted).round(VALUE_PLACES).toFixed() : null;
}

/** How far a value misses what was agreed: 0 where it meets the expected level, 1 below the minimum. */
export function missOf(
  rule: MissRule,
  value: string,
  { direction, expected, minimum }: Pick<Agreed, 'direction' | 'expected' | 'minimum'>,
): string {
  const beyond = (mark: string) =>
    direction === 'higher' ? new Decimal(value).minus(mark) : new Decimal(mark).minus(value);
  if (beyond(expected).gte(0)) return '0';
  if (beyond(minimum).lt(0)) return '1';
  if (rule === 'steps') return '0.5';
  return new Decimal(expected)
    .minus(value)
    .div(new Decimal(expected).minus(minimum))
    .round(MISS_PLACES)
    .toFixed();
}

/** A level after what was claimed for it. What is relieved, too few to say anything, or unknown, misses nothing. */
export function judge(rule: MissRule, agreed: Agreed, found: Found, reliefs: Relief[]): Judged {
  const events = sum(reliefs.map((relief) => relief.events ?? 0));
  const counted = found.counted === null ? null : found.counted - events;
  const value =
    found.source === 'measured' && found.met !== null && counted !== null
      ? percentOfEvents(found.met, counted)
      : found.value;
  const excused = excuseOf(value, counted, agreed.nMin, reliefs);
  const miss = excused === null && value !== null ? missOf(rule, value, agreed) : '0';
  return { value, counted, excused, miss };
}

function excuseOf(
  value: string | null,
  counted: number | null,
  nMin: number,
  reliefs: Relief[],
): Excuse | null {
  if (reliefs.some(({ events }) => events === null)) return 'relieved';
  if (value === null) return 'no_value';
  return counted !== null && counted < nMin ? 'too_few' : null;
}

/** The factor for the second and the third month in which a level is missed one after the other. */
export function multiplierOf(monthsRunning: number, second: string, third: string): string {
  return monthsRunning >= 3 ? third : monthsRunning === 2 ? second : '1';
}

export type Missed = { weight: string; miss: string; multiplier: string };

export type Credit = {
  atRiskMinor: number;
  /** Minor units before rounding and before the cap. */
  exactMinor: string;
  creditMinor: number;
  isCapped: boolean;
  levels: { exactMinor: string; creditMinor: number }[];
};

/** @param atRiskFraction exact decimal fraction of the fee, `0.1` */
export function creditOf(feeMinor: number, atRiskFraction: string, missed: Missed[]): Credit {
  const atRiskMinor = toSafeInteger(new Decimal(feeMinor).times(atRiskFraction).round(0));
  const exact = missed.map(({ weight, miss, multiplier }) =>
    new Decimal(weight).times(miss).times(multiplier).times(atRiskMinor),
  );
  const total = exact.reduce((all, one) => all.plus(one), new Decimal(0));
  const rounded = toSafeInteger(total.round(0));
  const creditMinor = Math.min(atRiskMinor, rounded);
  const parts = allocate(
    creditMinor,
    creditMinor === 0 ? exact.map(() => '0') : exact.map((one) => one.toFixed()),
  );
  return {
    ...{ atRiskMinor, creditMinor, isCapped: rounded > atRiskMinor, exactMinor: total.toFixed() },
    levels: exact.map((one, index) => ({ exactMinor: one.toFixed(), creditMinor: parts[index] ?? 0 })),
  };
}

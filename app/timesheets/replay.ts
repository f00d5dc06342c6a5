import { Decimal } from '#app/values/decimal.ts';
import { sum } from '#app/values/money.ts';
import { compareRates } from '#app/values/rate.ts';
import { classifyByCostCenter, type OvertimeRule, type PayCode } from './overtime.ts';
import { priceWeek, type RateInForce } from './price-week.ts';
import { asClassified, payCodes, type StoredLine } from './week-of-time.ts';
import { daysOfWeek } from '#app/values/week.ts';

/*
 * What a past period would have cost under another overtime rule, another convention or other rates. Nothing is
 * written: the weeks are taken as they were approved, and priced twice.
 */

export type WeekToReplay = {
  timesheetId: string;
  workerName: string;
  ref: string;
  supplierId: string;
  supplierName: string;
  weekEndsOn: string;
  lines: StoredLine[];
  /** The rates that count today, as the week would be priced now. */
  rates: RateInForce[];
  /** The rates to try; the same list where rates stay as they are. */
  triedRates: RateInForce[];
};

export type ReplayLine = {
  timesheetId: string;
  workerName: string;
  ref: string;
  supplierId: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: PayCode;
  minutesBefore: number;
  minutesAfter: number;
  beforeMinor: number;
  afterMinor: number;
};

/**
 * One week priced as it is and as it would be, a line for each pay code with any time. The minutes of each day and cost
 * center stay what they were; only what they count as can change.
 * @param rule null keeps every minute in the pay code that it was approved in
 */
export function replayWeek(week: WeekToReplay, rule: OvertimeRule | null): ReplayLine[] {
  const { lines, rates, triedRates, ...about } = week;
  const before = asClassified(lines);
  const after = rule === null ? before : reclassified(lines, rule, week.weekEndsOn);
  const pricedBefore = priceWeek(before, rates);
  const pricedAfter = priceWeek(after, triedRates);
  const { timesheetId, workerName, ref, supplierId, supplierName, weekEndsOn } = about;
  const minutesOf = (entries: { payCode: PayCode; minutes: number }[], code: PayCode) =>
    sum(entries.filter(({ payCode }) => payCode === code).map(({ minutes }) => minutes));
  const amountOf = (charges: { payCode: PayCode; amountMinor: number }[], code: PayCode) =>
    sum(charges.filter(({ payCode }) => payCode === code).map(({ amountMinor }) => amountMinor));
  return payCodes
    .map((payCode) => ({
      ...{ timesheetId, workerName, ref, supplierId, supplierName, weekEndsOn, payCode },
      minutesBefore: minutesOf(before, payCode),
      minutesAfter: minutesOf(after, payCode),
      beforeMinor: amountOf(pricedBefore.charges, payCode),
      afterMinor: amountOf(pricedAfter.charges, payCode),
    }))
    .filter((line) => line.minutesBefore > 0 || line.minutesAfter > 0);
}

function reclassified(lines: StoredLine[], rule: OvertimeRule, weekEndsOn: string) {
  const entries = lines.map(({ workDate, costCenterId, minutes }) => ({
    date: workDate,
    costCenterId,
    workedMinutes: minutes,
  }));
  return classifyByCostCenter(rule, entries, daysOfWeek(weekEndsOn));
}

export const changes = (line: ReplayLine): boolean =>
  line.minutesBefore !== line.minutesAfter || line.beforeMinor !== line.afterMinor;

export type SupplierTotal = {
  supplierId: string;
  supplierName: string;
  weeks: number;
  beforeMinor: number;
  afterMinor: number;
};

/** What it comes to for each supplier, by name. */
export function totalsBySupplier(lines: ReplayLine[]): SupplierTotal[] {
  const suppliers = new Map(lines.map(({ supplierId, supplierName }) => [supplierId, supplierName]));
  return [...suppliers]
    .map(([supplierId, supplierName]) => {
      const own = lines.filter((line) => line.supplierId === supplierId);
      return {
        ...{ supplierId, supplierName },
        weeks: new Set(own.map(({ timesheetId }) => timesheetId)).size,
        beforeMinor: sum(own.map(({ beforeMinor }) => beforeMinor)),
        afterMinor: sum(own.map(({ afterMinor }) => afterMinor)),
      };
    })
    .sort((a, b) => a.supplierName.localeCompare(b.supplierName, 'en'));
}

export type RateTrial = {
  /** A signed exact fraction: `-0.02` is 2 % less. */
  change: string | null;
  /** No straight rate above this one. */
  max: string | null;
};

/** A straight bill rate as it would be: changed by a percentage, rounded half up to cents, and held to a maximum. */
export function triedStraightRate(rate: string, { change, max }: RateTrial): string {
  const changed = change === null ? rate : new Decimal(rate).times(new Decimal(change).plus(1)).toFixed(2);
  return max !== null && compareRates(changed, max) > 0 ? max : changed;
}

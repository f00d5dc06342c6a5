import { compareRates, timesFactor } from '#app/values/rate.ts';
import { Decimal } from '#app/values/decimal.ts';
import { addDays } from '#app/values/week.ts';

/*
 * From one straight rate to every rate that an assignment is billed and paid at: overtime by the agreement's
 * convention, less after long tenure, nothing in a non-billable start. Rates are exact decimals an hour; what is
 * computed is rounded half up to cents, once, as it stands on the contract.
 */

export type PayCode = 'ST' | 'OT' | 'DT';
export const payCodes: readonly PayCode[] = ['ST', 'OT', 'DT'];

/** What law and contract pay for an hour of each pay code, times the straight rate. */
export const factorOf: Record<PayCode, string> = { ST: '1', OT: '1.5', DT: '2' };

/** What the agreement between program and supplier says about rates. Fractions are exact decimals, `0.12` for 12 %. */
export type AgreedTerms = {
  overtimeConvention: 'full' | 'premium_at_cost' | 'fixed';
  /** What the premium of overtime costs the supplier beside the wage: payroll taxes and the like. */
  overtimeBurden: string;
  overtimeRate: string | null;
  doubleTimeRate: string | null;
  tenureWeeks: number | null;
  tenureFraction: string | null;
  nonbillableDays: number;
};

/** Where nothing else was agreed: overtime in full, no discounts. */
export const withoutAgreement: AgreedTerms = {
  overtimeConvention: 'full',
  overtimeBurden: '0',
  overtimeRate: null,
  doubleTimeRate: null,
  tenureWeeks: null,
  tenureFraction: null,
  nonbillableDays: 0,
};

export type Rates = Record<PayCode, string>;

/** What the worker is paid for an hour of each pay code. Straight time keeps what was agreed, up to four decimals. */
export const payRatesFrom = (payRate: string): Rates => inFull(payRate);

/**
 * What is billed for an hour of each pay code, by the convention of the agreement (B bill, P pay, b burden):
 * - full: B, 1.5 B, 2 B
 * - premium at cost, markup on straight time only: B, B + 0.5 P (1 + b), B + P (1 + b)
 * - fixed: B and the rates given; without one for double time it is billed like overtime
 *
 * Throws `Error` for premium at cost without a pay rate, which nobody can compute.
 */
export function billRatesFrom(billRate: string, payRate: string | null, agreed: AgreedTerms): Rates {
  switch (agreed.overtimeConvention) {
    case 'full':
      return inFull(billRate);
    case 'premium_at_cost': {
      if (payRate === null) throw new Error('overtime at cost needs the pay rate');
      const costOfAnHour = new Decimal(payRate).times(new Decimal(agreed.overtimeBurden).plus(1));
      const plus = (hours: string) => costOfAnHour.times(hours).plus(billRate).toFixed(2);
      return { ST: billRate, OT: plus('0.5'), DT: plus('1') };
    }
    case 'fixed': {
      const overtime = agreed.overtimeRate ?? billRate;
      return { ST: billRate, OT: overtime, DT: agreed.doubleTimeRate ?? overtime };
    }
  }
}

function inFull(straight: string): Rates {
  return { ST: straight, OT: timesFactor(straight, factorOf.OT), DT: timesFactor(straight, factorOf.DT) };
}

/** Rates and the days they hold for; `upTo` is the first day on which they no longer do, null without an end. */
export type RateStep = {
  from: string;
  upTo: string | null;
  why: 'start' | 'nonbillable' | 'tenure';
  rates: Rates;
};

/**
 * The bill rates of an assignment from its first day on, in order and without a gap: nothing for the non-billable
 * days, then the agreed rate, and from the tenure week on B × (1 − t). Pay does not change with tenure.
 * @param startsOn first day of the assignment, from which days and weeks are counted
 */
export function rateSteps(
  { billRate, payRate, startsOn }: { billRate: string; payRate: string | null; startsOn: string },
  agreed: AgreedTerms,
): RateStep[] {
  const agreedRates = billRatesFrom(billRate, payRate, agreed);
  const billable = addDays(startsOn, agreed.nonbillableDays);
  const steps: RateStep[] = [{ from: billable, upTo: null, why: 'start', rates: agreedRates }];
  if (agreed.tenureWeeks !== null && agreed.tenureFraction !== null) {
    const tenured = timesFactor(billRate, new Decimal(1).minus(agreed.tenureFraction).toFixed());
    const from = addDays(startsOn, agreed.tenureWeeks * 7);
    const rates = billRatesFrom(tenured, payRate, agreed);
    steps.push({ from: from < billable ? billable : from, upTo: null, why: 'tenure', rates });
  }
  if (agreed.nonbillableDays > 0)
    steps.unshift({ from: startsOn, upTo: null, why: 'nonbillable', rates: { ST: '0', OT: '0', DT: '0' } });
  return steps
    .map((step, index) => ({ ...step, upTo: steps[index + 1]?.from ?? null }))
    .filter(({ from, upTo }) => upTo === null || from < upTo);
}

/** The steps as they are from a day on; what lies before it is left out. */
export function stepsFrom(steps: RateStep[], day: string): RateStep[] {
  return steps
    .filter(({ upTo }) => upTo === null || upTo > day)
    .map((step) => ({ ...step, from: step.from < day ? day : step.from }));
}

type Ranged = { from: string; upTo: string | null };

/** What of a row in force is superseded by rates that begin on a day, and what stays of it before that day. */
export function supersededFrom<Row extends Ranged>(
  rows: Row[],
  day: string,
): { row: Row; keeps: Ranged | null }[] {
  return rows
    .filter(({ upTo }) => upTo === null || upTo > day)
    .map((row) => ({ row, keeps: row.from < day ? { from: row.from, upTo: day } : null }));
}

/** As PostgreSQL's `daterange` is written. */
export const asRange = ({ from, upTo }: Ranged): string => `[${from},${upTo ?? ''})`;

/** The steps as rows to store: one for each pay code of each, with what the card allowed. */
export function billRows(steps: RateStep[], card: Rates | null) {
  return steps.flatMap(({ rates, ...days }) =>
    payCodes.map((payCode) => ({
      payCode,
      billRate: rates[payCode],
      cardMaxBillRate: card?.[payCode] ?? null,
      effective: asRange(days),
    })),
  );
}

/** The most that a card allows for each pay code: its maximum, taken through the same convention. */
export function cardRates(
  card: { maxBillRate: string } | null,
  payRate: string | null,
  agreed: AgreedTerms,
): Rates | null {
  return card ? billRatesFrom(card.maxBillRate, payRate, agreed) : null;
}

/** Whether every rate is within the card; null where there is no card to hold it against. */
export function isWithinCard(billRate: string, cardMaxBillRate: string | null): boolean | null {
  return cardMaxBillRate === null ? null : compareRates(billRate, cardMaxBillRate) <= 0;
}

import { Decimal } from '#app/values/decimal.ts';
import { volumeDiscount, type DiscountTier, type VolumeMethod } from '#app/values/discount.ts';
import { minorDigits } from '#app/values/money.ts';

/*
 * A proof is a number with what it was made of, and each of those with what it was made of, down to what somebody
 * wrote down. It does not only say how a number came about: every node that was computed can be computed again from
 * its parts, here, by arithmetic that knows nothing of the code that billed. Where the two differ, the page says so.
 */

/** What stands at a node: integer minor units, integer minutes, exact decimals. */
export type Value =
  | { kind: 'money'; minor: number }
  | { kind: 'hours'; minutes: number }
  | { kind: 'rate'; rate: string }
  | { kind: 'percent'; fraction: string }
  | { kind: 'factor'; factor: string };

/** How a value is made of its parts. Whatever is rounded is rounded once, half away from zero. */
export type Operation =
  /** Somebody wrote it down; parts, where there are any, say more about it. */
  | { kind: 'stated' }
  /** The parts together; to so many places where rates are added, and never below nothing where that was agreed. */
  | { kind: 'sum'; places?: number; notBelowZero?: boolean }
  /** The parts times each other; a rate to so many places; `within` so many minor units, where cents moved to other lines. */
  | { kind: 'product'; places?: number; negative?: boolean; within?: number }
  /** The smallest of the parts: a cap. */
  | { kind: 'least'; negative?: boolean }
  /** Largest remainder: the exact share rounded down, and one more for the first `leftOver` places. */
  | {
      kind: 'share';
      numerator: string;
      denominator: string;
      place: number;
      leftOver: number;
      negative?: boolean;
    }
  /** The same part of another amount: of × weight ÷ whole. */
  | { kind: 'proportion'; of: number; weight: number; whole: number }
  /** What credits up to and with this one take back of a posted amount, less what those before it took. */
  | { kind: 'takenBack'; posted: number; upto: number; before: number; original: number }
  /** A volume schedule's discount and rebate on the next amount. */
  | {
      kind: 'volume';
      method: VolumeMethod;
      tiers: DiscountTier[];
      before: number;
      gross: number;
      rebatesGiven: number;
      negative?: boolean;
    };

export type Source = { label: string; to: string };

export type Proof = {
  label: string;
  value: Value;
  /** In a sentence. */
  how: string;
  operation: Operation;
  /** What was rounded, and from what. */
  rounding?: string;
  /** What else there is to know: rules with their source, who signed and when. */
  notes?: string[];
  source?: Source;
  parts: Proof[];
  /** Why nothing more is shown here. */
  hidden?: string;
};

export type Check = 'stated' | 'holds' | 'differs';

/** Whether this node, taken by itself, is what its operation makes of its parts. */
export function checkOf(proof: Proof, currency = 'USD'): Check {
  if (proof.operation.kind === 'stated') return 'stated';
  const { within } = proof.operation.kind === 'product' ? proof.operation : { within: undefined };
  const wanted = numberOf(proof.value);
  const difference = recompute(proof, currency).minus(wanted).abs();
  return difference.lte(within ?? 0) ? 'holds' : 'differs';
}

/** Whether every node of the tree that was computed is what it says. */
export function holds(proof: Proof, currency = 'USD'): boolean {
  return checkOf(proof, currency) !== 'differs' && proof.parts.every((part) => holds(part, currency));
}

/** How many nodes of the tree were computed, and how many of them come out otherwise. */
export function countChecks(proof: Proof, currency = 'USD'): { computed: number; differing: number } {
  const own = checkOf(proof, currency);
  return proof.parts
    .map((part) => countChecks(part, currency))
    .reduce(
      (all, one) => ({ computed: all.computed + one.computed, differing: all.differing + one.differing }),
      { computed: own === 'stated' ? 0 : 1, differing: own === 'differs' ? 1 : 0 },
    );
}

type Exact = InstanceType<typeof Decimal>;

/** What the operation makes of the parts, rounded as it says: minor units, minutes, or a decimal. */
function recompute(proof: Proof, currency: string): Exact {
  const { operation, parts } = proof;
  switch (operation.kind) {
    case 'stated':
      return numberOf(proof.value);
    case 'sum': {
      const total = parts.reduce((sum, { value }) => sum.plus(numberOf(value)), new Decimal(0));
      const rounded = operation.places === undefined ? total : total.round(operation.places);
      return operation.notBelowZero && rounded.lt(0) ? new Decimal(0) : rounded;
    }
    case 'product':
      return signed(roundedProduct(proof, currency), operation.negative);
    case 'least': {
      const values = parts.map(({ value }) => numberOf(value));
      const least = values.reduce((smallest, value) => (value.lt(smallest) ? value : smallest));
      return signed(least, operation.negative);
    }
    case 'share':
      return signed(shareOf(operation), operation.negative);
    case 'proportion':
      return ratio(operation.of, operation.weight, operation.whole);
    case 'takenBack': {
      const { posted, upto, before, original } = operation;
      return ratio(posted, upto, original)
        .minus(ratio(posted, before, original))
        .times(-1);
    }
    case 'volume': {
      const { method, tiers, before, gross, rebatesGiven } = operation;
      const { discountMinor, rebateMinor } = volumeDiscount(method, tiers, before, gross, rebatesGiven);
      return signed(new Decimal(Math.max(0, discountMinor) + rebateMinor), operation.negative);
    }
  }
}

function roundedProduct(proof: Proof, currency: string): Exact {
  const exact = exactProduct(proof.parts, proof.value.kind, currency);
  if (proof.value.kind === 'money') return exact.round(0);
  const places = proof.operation.kind === 'product' ? proof.operation.places : undefined;
  return places === undefined ? exact : exact.round(places);
}

/**
 * The parts times each other, in minor units where money comes of it. It multiplies first and divides last, so that
 * nothing is rounded on the way.
 */
export function exactProduct(parts: Proof[], kind: Value['kind'], currency = 'USD'): Exact {
  const product = parts.reduce((total, { value }) => total.times(numberOf(value)), new Decimal(1));
  const hours = parts.filter(({ value }) => value.kind === 'hours').length;
  const isPriced = kind === 'money' && parts.some(({ value }) => value.kind === 'rate');
  const minor = isPriced ? product.times(10 ** minorDigits(currency)) : product;
  return hours > 0 ? minor.div(60 ** hours) : minor;
}

function shareOf({ numerator, denominator, place, leftOver }: Extract<Operation, { kind: 'share' }>): Exact {
  const exact = new Decimal(numerator).div(denominator);
  const towardsZero = exact.round(0, 0);
  const floor = towardsZero.gt(exact) ? towardsZero.minus(1) : towardsZero;
  return place <= leftOver ? floor.plus(1) : floor;
}

const ratio = (of: number, weight: number, whole: number): Exact =>
  whole === 0 ? new Decimal(0) : new Decimal(of).times(weight).div(whole).round(0);

const signed = (value: Exact, negative = false): Exact => (negative ? value.times(-1) : value);

function numberOf(value: Value): Exact {
  switch (value.kind) {
    case 'money':
      return new Decimal(value.minor);
    case 'hours':
      return new Decimal(value.minutes);
    case 'rate':
      return new Decimal(value.rate);
    case 'percent':
      return new Decimal(value.fraction);
    case 'factor':
      return new Decimal(value.factor);
  }
}

/** Minor units of a node that is money; 0 of any other. */
export const minorOf = ({ value }: Proof): number => (value.kind === 'money' ? value.minor : 0);

export const money = (minor: number): Value => ({ kind: 'money', minor });
export const hours = (minutes: number): Value => ({ kind: 'hours', minutes });
export const rate = (text: string): Value => ({ kind: 'rate', rate: text });
export const percent = (fraction: string): Value => ({ kind: 'percent', fraction });
export const factor = (text: string): Value => ({ kind: 'factor', factor: text });

/** A node that somebody wrote down. */
export function stated(
  label: string,
  value: Value,
  how: string,
  more: Partial<Omit<Proof, 'label' | 'value' | 'how' | 'operation'>> = {},
): Proof {
  return { label, value, how, operation: { kind: 'stated' }, parts: [], ...more };
}

/** A node that is its parts together. The value is what was recorded, not what the parts come to. */
export function summed(
  label: string,
  value: Value,
  parts: Proof[],
  more: Partial<Omit<Proof, 'label' | 'value' | 'operation' | 'parts'>> = {},
): Proof {
  return { label, value, how: '', operation: { kind: 'sum' }, parts, ...more };
}

/** `10.9482…` of a cent's fraction: minor units before rounding, in major units with up to six places. */
export function exactAmount(minor: Exact, currency = 'USD'): string {
  const digits = minorDigits(currency);
  const major = minor.div(10 ** digits);
  const places = major.toFixed().split('.')[1]?.length ?? 0;
  return places > 6 ? `${major.round(6, 0).toFixed()}…` : major.toFixed(Math.max(digits, places));
}

/** Whether the exact minor units are no whole number, so that rounding did something. */
export const isRounded = (minor: Exact): boolean => !minor.round(0, 0).eq(minor);

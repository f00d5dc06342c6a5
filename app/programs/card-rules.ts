import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';
import { billRateFrom, compareRates, formatRate, parseRate } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { share, type Effective } from './effective.ts';

/*
 * What a version of a rate card is and when it may stand beside others. A card is for a job; it may hold only at the
 * sites of a group, or only for one supplier. Rates are exact decimals an hour, the markup a fraction of the pay rate.
 */

export const cardDirections = ['bill', 'pay'] as const;
export type CardDirection = (typeof cardDirections)[number];

export const directionLabel: Record<CardDirection, string> = {
  bill: 'Bill-led: the most that may be billed',
  pay: 'Pay-led: the most that may be paid, and put on it',
};
export const directionHint: Record<CardDirection, string> = {
  bill: 'What the worker is paid is the supplier’s business.',
  pay: 'The maximum bill rate follows: the highest pay with the highest markup on it.',
};

/** As the tables have it: numeric(10, 4), above zero; a markup of at most 500 %. */
const HIGHEST_RATE = '999999.9999';
export const HIGHEST_MARKUP = '5';

export type CardTyped = {
  direction: CardDirection;
  maxBillRate?: string | null;
  maxPayRate?: string | null;
  maxMarkup?: string | null;
};
export type CardLimits = {
  direction: CardDirection;
  maxBillRate: string;
  maxPayRate: string | null;
  maxMarkup: string | null;
};

/** Reads a rate of a card. Null where it is none: not above zero, more than four decimals, too large. */
export function readCardRate(text: string): string | null {
  const rate = parseRate(text);
  return rate !== null && compareRates(rate, '0') > 0 && compareRates(rate, HIGHEST_RATE) <= 0 ? rate : null;
}

export const cardRateSentence = 'A rate is above zero and has at most four decimals, such as 67.55.';
export const markupSentence =
  'A markup is a percentage from 0 to 500 with at most four decimals, such as 45.';

/** What a card allows, from what was typed; or what is missing, at its field. */
export function limitsOf(typed: CardTyped): { limits: CardLimits | null; problems: Problem[] } {
  const { direction, maxBillRate, maxPayRate, maxMarkup } = typed;
  const problems: Problem[] = [];
  if (direction === 'bill') {
    if (!maxBillRate) problems.push(problem('maxBillRate', 'Enter the most that may be billed for an hour.'));
    if (maxPayRate) problems.push(problem('maxPayRate', 'A maximum pay rate belongs to pay-led cards only.'));
    if (maxMarkup) problems.push(problem('maxMarkup', 'A maximum markup belongs to pay-led cards only.'));
    if (problems.length > 0 || !maxBillRate) return { limits: null, problems };
    return { limits: { direction, maxBillRate, maxPayRate: null, maxMarkup: null }, problems };
  }
  if (maxBillRate)
    problems.push(
      problem('maxBillRate', 'A pay-led card makes its bill rate from pay and markup. Leave this empty.'),
    );
  if (!maxPayRate) problems.push(problem('maxPayRate', 'Enter the most that may be paid for an hour.'));
  if (!maxMarkup) problems.push(problem('maxMarkup', 'Enter the most that may be put on the pay rate.'));
  if (problems.length > 0 || !maxPayRate || !maxMarkup) return { limits: null, problems };
  const made = billRateFrom(maxPayRate, maxMarkup);
  if (compareRates(made, HIGHEST_RATE) > 0 || compareRates(made, '0') <= 0)
    return {
      limits: null,
      problems: [problem('maxPayRate', 'With the markup on it this makes no usable bill rate.')],
    };
  return { limits: { direction, maxBillRate: made, maxPayRate, maxMarkup }, problems };
}

export type CardThere = Effective & CardLimits & { id: string };

/** The card that may be ended the day before a new one starts: it runs without an end and began earlier. */
export const cardToEnd = <C extends Effective>(others: C[], startsOn: string): C | undefined =>
  others.find((card) => card.endsOn === null && card.startsOn < startsOn);

/**
 * Two cards of one job, group and supplier never hold on one day.
 * @param others the cards of that same job, group and supplier, without one that is being ended
 */
export function cardIsAlone(others: Effective[], wanted: Effective): Problem[] {
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn)
    return [problem('endsOn', `The last day is before the first, ${formatDate(wanted.startsOn)}.`)];
  const inTheWay = others.find((card) => share(card, wanted));
  if (!inTheWay) return [];
  const { startsOn, endsOn } = inTheWay;
  return [
    problem(
      'startsOn',
      endsOn === null
        ? `A card holds since ${formatDate(startsOn)}, without an end. Tick “End the one that runs”, or start before it and end in time.`
        : `A card holds from ${formatDate(startsOn)} to ${formatDate(endsOn)}. Choose days outside of these.`,
    ),
  ];
}

/** Whether two cards allow the same, however their decimals are written. */
export function sameLimits(a: CardLimits, b: CardLimits): boolean {
  const same = (one: string | null, other: string | null) =>
    one === null || other === null ? one === other : new Decimal(one).eq(other);
  return (
    a.direction === b.direction &&
    same(a.maxBillRate, b.maxBillRate) &&
    same(a.maxPayRate, b.maxPayRate) &&
    same(a.maxMarkup, b.maxMarkup)
  );
}

/** `at most 90.00`, `at most 60.00 paid and 45 % on it: 87.00`. */
export function cardPhrase(card: CardLimits): string {
  const bill = formatRate(card.maxBillRate);
  if (card.direction === 'bill' || card.maxPayRate === null || card.maxMarkup === null)
    return `at most ${bill}`;
  return `at most ${formatRate(card.maxPayRate)} paid and ${formatPercent(card.maxMarkup)} on it: ${bill}`;
}

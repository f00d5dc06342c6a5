import { formatPercent } from '#app/values/percent.ts';
import { billRateFrom, compareRates, formatRate, markupOf, timesFactor } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';

/*
 * Whether rates are within what card and agreement allow: asked when a candidate is put forward, when an offer is made
 * and when rates are agreed anew. Rates are exact decimals an hour, markups exact fractions of the pay rate.
 */

export type RateLimits = {
  /** The card in force for job, site and supplier; null where there is none. */
  card: {
    direction: 'bill' | 'pay';
    maxBillRate: string;
    maxPayRate: string | null;
    maxMarkup: string | null;
  } | null;
  /** The most that the supplier may put on the pay rate by its agreement; null where none was agreed. */
  agreedMaxMarkup: string | null;
};

export type RatesToHold = {
  billRate: string;
  /** Null where nobody has said it yet: what hangs on it is then looked at later. */
  payRate: string | null;
};

/**
 * Everything that is wrong, at its field. Pay and markup are said in figures: only for those who may know them.
 * @param payField where the form asks for the pay rate; empty where it does not
 */
export function ratesComply(rates: RatesToHold, limits: RateLimits, payField = 'payRate'): Problem[] {
  const { billRate, payRate } = rates;
  const { card, agreedMaxMarkup } = limits;
  const problems = [...billFitsTheCard(billRate, card)];
  if (payRate === null) return problems;
  if (compareRates(payRate, '0') <= 0)
    return [...problems, problem(payField, 'The pay rate must be above zero.')];
  if (compareRates(payRate, billRate) >= 0)
    return [
      ...problems,
      problem(payField, `The pay rate must be below the bill rate of ${formatRate(billRate)}.`),
    ];
  if (card?.direction === 'pay' && card.maxPayRate !== null && compareRates(payRate, card.maxPayRate) > 0)
    problems.push(
      problem(payField, `The card allows a pay rate of at most ${formatRate(card.maxPayRate)} for this job.`),
    );
  const cardMarkup = card?.direction === 'pay' ? card.maxMarkup : null;
  const caps = [
    { cap: cardMarkup, whose: 'the card' },
    { cap: agreedMaxMarkup, whose: 'the agreement' },
  ];
  for (const { cap, whose } of caps)
    if (cap !== null && isAboveMarkup(billRate, payRate, cap))
      problems.push(problem('billRate', markupSentence(billRate, payRate, cap, whose)));
  return problems;
}

/**
 * The same for a client, who must not learn the pay rate: what the card allows to be billed is said in figures,
 * everything else only that the rate does not fit.
 */
export function ratesComplyForClient(rates: RatesToHold, limits: RateLimits): Problem[] {
  const bill = billFitsTheCard(rates.billRate, limits.card);
  if (bill.length > 0) return bill;
  return ratesComply(rates, limits).length === 0
    ? []
    : [
        problem(
          'billRate',
          'This rate does not fit the agreement with the supplier. Offer a lower one, or ask the program team.',
        ),
      ];
}

/** A pay-led card has a maximum too: the highest pay with the highest markup on it. */
function billFitsTheCard(billRate: string, card: RateLimits['card']): Problem[] {
  return card !== null && compareRates(billRate, card.maxBillRate) > 0
    ? [problem('billRate', `The card allows at most ${formatRate(card.maxBillRate)} for this job.`)]
    : [];
}

/** Held against the bill rate that the cap makes, rounded to cents as bill rates are: a half cent breaks no cap. */
const isAboveMarkup = (billRate: string, payRate: string, cap: string): boolean =>
  compareRates(billRate, billRateFrom(payRate, cap)) > 0;

const markupSentence = (billRate: string, payRate: string, cap: string, whose: string): string =>
  `This is a markup of ${shortPercent(markupOf(billRate, payRate))}; ${whose} allows ${formatPercent(cap)}, ` +
  `a bill rate of up to ${formatRate(billRateFrom(payRate, cap))}.`;

/** A markup is rarely round; two decimals of a percent say enough. */
const shortPercent = (fraction: string): string => formatPercent(timesFactor(fraction, '1', 4));

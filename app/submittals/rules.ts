import { compareRates, formatRate, markupOf, timesFactor } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { addDays, formatDate } from '#app/values/week.ts';

/*
 * Sentences that must be true before a candidate is put forward or an offer is made. Rates are exact decimals an hour,
 * dates are days of the program's calendar.
 */

/** An offer that nobody says anything else about is to be answered within so many days. */
export const DAYS_TO_ANSWER = 5;
/** Nobody is kept waiting longer than this for an answer. */
const MAX_DAYS_TO_ANSWER = 60;
/** As the table has it: an assignment is at most three years long. */
const MAX_ASSIGNMENT_DAYS = 1100;
export const MAX_COMPARED = 4;

/** The e-mail address that says who a person is: case and a `+tag` make nobody another human. */
export function normalizedEmail(email: string): string {
  const [local = '', domain = ''] = email.normalize('NFKC').trim().toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '')}@${domain}`;
}

/** The maximum that the requisition took from its card; a card of the site or the supplier is looked at by `compliance.ts`. */
export function rateFitsTheCard(billRate: string, maxBillRate: string): Problem[] {
  return compareRates(billRate, maxBillRate) > 0
    ? [problem('billRate', `The card allows at most ${formatRate(maxBillRate)} for this job.`)]
    : [];
}

/** A field with a problem already needs no second sentence about the same figure. */
export const onlyFirst = (first: Problem[], then: Problem[]): Problem[] => [
  ...first,
  ...then.filter(({ field }) => !first.some((problem) => problem.field === field)),
];

/** How far a rate lies from the card's maximum, as a signed fraction of three places: `-0.033` is 3.3 % below. */
export const againstTheCard = (billRate: string, maxBillRate: string): string =>
  timesFactor(markupOf(billRate, maxBillRate), '1', 3);

export function availableBeforeItEnds(availableFrom: string, endsOn: string): Problem[] {
  return availableFrom > endsOn
    ? [problem('availableFrom', `The work ends on ${formatDate(endsOn)}; the candidate must be free before.`)]
    : [];
}

/** A program limits how many candidates one supplier may have in the running for one need. */
export function roomForAnother(inTheRunning: number, limit: number): Problem[] {
  if (inTheRunning < limit) return [];
  const people = limit === 1 ? 'one candidate' : `${limit} candidates`;
  return [problem('', `This program takes ${people} a firm for one job. Withdraw one to submit another.`)];
}

/** Why a need takes no candidates or offers now, or null where it does. */
export function whyNotOpen(requisitionStatus: string): string | null {
  switch (requisitionStatus) {
    case 'open':
      return null;
    case 'on_hold':
      return 'This requisition is on hold: nothing moves until it is open again.';
    case 'filled':
      return 'All positions of this requisition are filled.';
    default:
      return `This requisition is ${requisitionStatus.replaceAll('_', ' ')}: it takes no candidates.`;
  }
}

export type OfferTerms = { billRate: string; startsOn: string; endsOn: string; expiresOn: string };

/** What an offer says must fit the need, the calendar and common sense. Card and agreement are looked at by `compliance.ts`. */
export function offerMakesSense(terms: OfferTerms, maxBillRate: string, today: string): Problem[] {
  const problems = rateFitsTheCard(terms.billRate, maxBillRate);
  if (terms.endsOn < terms.startsOn)
    problems.push(problem('endsOn', `The last day must not lie before ${formatDate(terms.startsOn)}.`));
  if (terms.endsOn > addDays(terms.startsOn, MAX_ASSIGNMENT_DAYS))
    problems.push(problem('endsOn', 'An assignment lasts at most three years.'));
  if (terms.expiresOn < today)
    problems.push(problem('expiresOn', 'The supplier needs at least today to answer.'));
  if (terms.expiresOn > addDays(today, MAX_DAYS_TO_ANSWER))
    problems.push(problem('expiresOn', `Ask for an answer within ${MAX_DAYS_TO_ANSWER} days.`));
  return problems;
}

/** Never more people are asked than there are positions. */
export function positionIsFree(positions: number, filled: number, offersOut: number): Problem[] {
  if (filled + offersOut < positions) return [];
  const taken = positions === 1 ? 'The one position is' : `All ${positions} positions are`;
  return [problem('', `${taken} filled or offered already. Take an offer back before you make another.`)];
}

/** The last day to answer is still a day to answer. */
export const hasExpired = (expiresOn: string, today: string): boolean => expiresOn < today;

export const expiredSentence = (expiresOn: string): string =>
  `This offer was open until ${formatDate(expiresOn)}. Ask for a new one.`;

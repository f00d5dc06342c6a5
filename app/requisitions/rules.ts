import { Decimal } from '#app/values/decimal.ts';
import { formatPercent, percentsSumToOne } from '#app/values/percent.ts';
import { compareRates, formatRate } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { daysBetween, formatDate } from '#app/values/week.ts';
import type { SplitRow } from './forms.ts';

/** The longest that one requisition may run, in days: about three years. */
export const LONGEST_DAYS = 1100;

/** It ends on the day it starts or later, and not after three years. */
export function datesMakeSense(startsOn: string, endsOn: string): Problem[] {
  if (endsOn < startsOn)
    return [problem('endsOn', `It cannot end before it starts on ${formatDate(startsOn)}.`)];
  if (daysBetween(startsOn, endsOn) > LONGEST_DAYS)
    return [problem('endsOn', `One requisition runs at most ${LONGEST_DAYS} days; this is longer.`)];
  return [];
}

/**
 * The range is a range, and its top is not above the card.
 * @param card the maximum of the job's rate card on the start date; null where the job has none on that day
 */
export function ratesFitTheCard(
  rates: { minBillRate: string; maxBillRate: string; startsOn: string },
  card: string | null,
): Problem[] {
  const { minBillRate, maxBillRate, startsOn } = rates;
  if (card === null)
    return [problem('startsOn', `The rate card has no rate for this job on ${formatDate(startsOn)}.`)];
  if (compareRates(maxBillRate, card) > 0)
    return [
      problem(
        'maxBillRate',
        `The rate card allows at most ${formatRate(card)} on ${formatDate(startsOn)}; this is ${formatRate(maxBillRate)}.`,
      ),
    ];
  if (compareRates(maxBillRate, '0') <= 0)
    return [problem('maxBillRate', 'The highest rate must be above zero.')];
  if (compareRates(minBillRate, maxBillRate) > 0)
    return [
      problem('minBillRate', `The lowest rate cannot be above the highest, ${formatRate(maxBillRate)}.`),
    ];
  return [];
}

export type Split = { costCenterId: string; percent: string };

/**
 * Reads the rows of a cost split: empty rows are left out, half-filled ones are problems, no cost center stands
 * twice, and the shares sum to 100 %.
 * @param rows shares as exact fractions
 * @returns the splits with `percent` out of 100, or the problems by row
 */
export function readSplits(rows: (SplitRow | undefined)[]): { splits: Split[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const splits: (Split & { fraction: string })[] = [];
  rows.forEach((row, index) => {
    const { costCenterId, percent } = row ?? {};
    if (costCenterId === undefined && percent === undefined) return;
    const at = (field: string) => `splits[${index}].${field}`;
    if (costCenterId === undefined)
      problems.push(problem(at('costCenterId'), 'Choose the cost center of this share.'));
    else if (percent === undefined)
      problems.push(problem(at('percent'), 'Say the share of this cost center.'));
    else if (compareRates(percent, '0') === 0)
      problems.push(problem(at('percent'), 'A share is more than 0 %.'));
    else if (seen.has(costCenterId))
      problems.push(problem(at('costCenterId'), 'This cost center stands here twice.'));
    else {
      seen.add(costCenterId);
      splits.push({ costCenterId, percent: new Decimal(percent).times(100).toFixed(), fraction: percent });
    }
  });
  if (problems.length === 0) problems.push(...sharesSumToAll(splits.map(({ fraction }) => fraction)));
  return { splits: splits.map(({ costCenterId, percent }) => ({ costCenterId, percent })), problems };
}

function sharesSumToAll(fractions: string[]): Problem[] {
  if (fractions.length === 0) return [problem('splits[0].costCenterId', 'Choose at least one cost center.')];
  if (percentsSumToOne(fractions)) return [];
  const total = fractions.reduce((sum, fraction) => sum.plus(fraction), new Decimal(0));
  return [
    problem(
      'splits[0].percent',
      `The shares add up to ${formatPercent(total.toFixed())}; they must add up to 100 %.`,
    ),
  ];
}

/** Every choice is one of those that the program offers; what the database would refuse is said at the field. */
export function choicesBelong(
  input: { siteId: string; departmentId: string; hiringManagerId: string },
  splits: Split[],
  offered: { sites: string[]; departments: string[]; hiringManagers: string[]; costCenters: string[] },
): Problem[] {
  const problems: Problem[] = [];
  const { sites, departments, hiringManagers, costCenters } = offered;
  if (!sites.includes(input.siteId)) problems.push(problem('siteId', 'Choose a site of this program.'));
  if (!departments.includes(input.departmentId))
    problems.push(problem('departmentId', 'Choose a department of this program.'));
  if (!hiringManagers.includes(input.hiringManagerId))
    problems.push(problem('hiringManagerId', 'Choose somebody who hires for this client.'));
  if (splits.some(({ costCenterId }) => !costCenters.includes(costCenterId)))
    problems.push(
      problem(
        'splits[0].costCenterId',
        'Choose cost centers of this program that are open on the start date.',
      ),
    );
  return problems;
}

/** From here on an estimate is worth a second look. Integer minor units. */
export const LARGE_ESTIMATE_MINOR = 25_000_000;

/** What an approver should know before signing. */
export function findings(
  need: { maxBillRate: string; startsOn: string; estimateMinor: number },
  known: { cardMax: string | null; today: string; largeEstimate: string },
): string[] {
  const found: string[] = [];
  if (known.cardMax !== null && compareRates(need.maxBillRate, known.cardMax) >= 0)
    found.push('Rate at the card’s maximum');
  const days = daysBetween(known.today, need.startsOn);
  if (days < 0)
    found.push(days === -1 ? 'Should have started yesterday' : `Should have started ${-days} days ago`);
  else if (days <= 7)
    found.push(days === 0 ? 'Starts today' : days === 1 ? 'Starts tomorrow' : `Starts in ${days} days`);
  if (need.estimateMinor > LARGE_ESTIMATE_MINOR) found.push(`Estimate above ${known.largeEstimate}`);
  return found;
}

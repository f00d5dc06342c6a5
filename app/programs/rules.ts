import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { share, type Effective } from './effective.ts';

/** New terms follow the latest ones; what was agreed for days gone by is never rewritten. */
export function newTermsStartLater(latestFrom: string | null, effectiveFrom: string): Problem[] {
  if (latestFrom === null || effectiveFrom > latestFrom) return [];
  return [
    problem('effectiveFrom', `The latest terms start on ${formatDate(latestFrom)}. Choose a day after that.`),
  ];
}

export type RunningFee = Effective & { label: string };

/** Two fees of one label never run on the same day: it would not be known which of them is meant. */
export function feeLabelIsFree(sameLabel: RunningFee[], wanted: Effective): Problem[] {
  const inTheWay = sameLabel.find((fee) => share(fee, wanted));
  if (!inTheWay) return [];
  const { label, startsOn, endsOn } = inTheWay;
  return [
    problem(
      'label',
      endsOn === null
        ? `“${label}” has been set since ${formatDate(startsOn)}, without an end. Tick “End the one that runs”, or use another label.`
        : `“${label}” runs from ${formatDate(startsOn)} until ${formatDate(endsOn)}. Start after that, or use another label.`,
    ),
  ];
}

/** The fee that may be ended the day before the new one starts: it runs without an end and began earlier. */
export function feeToEnd<F extends RunningFee>(sameLabel: F[], startsOn: string): F | undefined {
  return sameLabel.find((fee) => fee.endsOn === null && fee.startsOn < startsOn);
}

/** @param field where the form asks for the last day */
export function endsNoEarlierThanItStarts({ startsOn, endsOn }: Effective, field = 'endsOn'): Problem[] {
  return endsOn !== null && endsOn < startsOn
    ? [problem(field, `The last day is before the first, ${formatDate(startsOn)}.`)]
    : [];
}

/**
 * A card cannot start on or before the start of one that it would replace: nothing would be left of that one.
 * @param inTheWay how many jobs have a rate that starts on the date or later, and when the latest of them starts
 */
export function cardStartsLater(
  inTheWay: { jobs: number; latestStart: string | null },
  effectiveFrom: string,
  field: string,
): Problem[] {
  if (inTheWay.jobs === 0 || inTheWay.latestStart === null) return [];
  const some =
    inTheWay.jobs === 1
      ? 'One job of this file already has'
      : `${inTheWay.jobs.toLocaleString('en')} jobs of this file already have`;
  return [
    problem(
      field,
      `${some} another rate that starts on ${formatDate(effectiveFrom)} or later, the last on ` +
        `${formatDate(inTheWay.latestStart)}. Choose a day after that.`,
    ),
  ];
}

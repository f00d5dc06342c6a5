import { addDays, daysBetween, formatDate } from '#app/values/week.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { problem, type Problem } from '#app/values/result.ts';

/** A year with a leap day. Longer periods are a slip of the keyboard. */
export const LONGEST_PERIOD_DAYS = 366;

export type BillingSoFar = {
  /** Last day of the last finalized period; null before the first. */
  lastEndsOn: string | null;
  /** The run that is neither finalized nor discarded, if there is one. */
  open: Period | null;
};

/**
 * What speaks against billing a period, at its field. Periods of a client follow one another without gap or overlap,
 * one run at a time, and none is billed before it is over.
 * @param today the program's own date, 'YYYY-MM-DD'
 */
export function periodProblems(period: Period, soFar: BillingSoFar, today: string): Problem[] {
  const { startsOn, endsOn } = period;
  if (soFar.open)
    return [
      problem('', `${formatPeriod(soFar.open)} is not finalized yet. Finalize or discard that run first.`),
    ];
  const problems: Problem[] = [];
  if (soFar.lastEndsOn && startsOn !== addDays(soFar.lastEndsOn, 1)) {
    const first = formatDate(addDays(soFar.lastEndsOn, 1));
    const why = startsOn <= soFar.lastEndsOn ? 'days before it are billed already' : 'it would leave a gap';
    problems.push(problem('startsOn', `The period starts on ${first}, the day after the last one: ${why}.`));
  }
  if (endsOn < startsOn)
    problems.push(problem('endsOn', `The last day is ${formatDate(startsOn)} or later.`));
  else if (daysBetween(startsOn, endsOn) >= LONGEST_PERIOD_DAYS)
    problems.push(problem('endsOn', 'A period is at most a year long.'));
  else if (endsOn >= today)
    problems.push(
      problem('endsOn', `A period is billed once it is over; the last day is before ${formatDate(today)}.`),
    );
  return problems;
}

/** Whether a run's total is so unusual that somebody must release it first; a release counts up to the total it was given at. */
export const isHeld = (run: {
  status: string;
  heldBecause: string | null;
  previewedMinor: number | null;
  releasedMinor: number | null;
}): boolean =>
  run.status === 'previewed' &&
  run.heldBecause !== null &&
  (run.releasedMinor === null || (run.previewedMinor ?? 0) > run.releasedMinor);

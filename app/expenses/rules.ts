import { formatMoney, minorDigits, parseAmount, plainAmount } from '#app/values/money.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { addDays, formatDate } from '#app/values/week.ts';
import { assignmentsWithExpenses } from './lifecycle.ts';
import type { Cadence } from './schedule.ts';

/** More than this in one line is a slip of the keys. In minor units. */
export const MAX_AMOUNT_MINOR = 1_000_000_000;
export const MAX_LINES = 100;
/** A one-off charge may lie this far outside of the assignment: a check before the first day, a fee after the last. */
export const DAYS_AROUND = 90;

/** What must be known of an assignment to say whether something was spent for it. */
export type Surroundings = {
  currency: string;
  /** Today, in the program's time zone. */
  today: string;
  /** First and last day of the assignment. */
  startsOn: string;
  endsOn: string;
  /** The cost centers of the assignment's split. */
  costCenterIds: string[];
};

export type CodeRules = {
  name: string;
  /** A receipt is needed above this; null: never. */
  receiptAboveMinor: number | null;
  /** The most of one line; null: no limit. */
  limitMinor: number | null;
  /** From this day on nothing is spent on it any more. */
  closedOn: string | null;
};

/**
 * Reads an amount above zero that a person typed, into minor units of the currency.
 * @returns null where it is none, has too many decimals, or is above ten million
 */
export function readAmount(text: string, currency: string): number | null {
  const minor = parseAmount(text, currency);
  return minor !== null && minor > 0 && minor <= MAX_AMOUNT_MINOR ? minor : null;
}

export function amountProblem(field: string, currency: string): Problem {
  const digits = minorDigits(currency);
  const decimals = digits === 0 ? 'without decimals' : `with at most ${digits} decimals`;
  return problem(
    field,
    `Enter an amount in ${currency} above zero, ${decimals}, such as ${plainAmount(4850, currency)}.`,
  );
}

export const needsReceipt = (code: Pick<CodeRules, 'receiptAboveMinor'>, amountMinor: number): boolean =>
  code.receiptAboveMinor !== null && amountMinor > code.receiptAboveMinor;

/** Money is spent while the assignment goes on, and never tomorrow. */
export function spentWithinTheAssignment(about: Surroundings, spentOn: string): Problem[] {
  if (spentOn < about.startsOn)
    return [
      problem('spentOn', `The assignment starts on ${formatDate(about.startsOn)}; this day lies before.`),
    ];
  if (spentOn > about.endsOn)
    return [problem('spentOn', `The assignment ended on ${formatDate(about.endsOn)}; this day lies after.`)];
  if (spentOn > about.today)
    return [problem('spentOn', 'This day lies ahead. Enter what was spent already.')];
  return [];
}

export function codeIsOpen(code: CodeRules | undefined, spentOn: string): Problem[] {
  if (!code) return [problem('expenseCodeId', 'Choose an expense code of this program.')];
  if (code.closedOn === null || spentOn < code.closedOn) return [];
  return [
    problem('expenseCodeId', `${code.name} was closed on ${formatDate(code.closedOn)}. Choose another code.`),
  ];
}

export function withinTheLimit(code: CodeRules, amountMinor: number, currency: string): Problem[] {
  if (code.limitMinor === null || amountMinor <= code.limitMinor) return [];
  const limit = formatMoney(code.limitMinor, currency);
  return [problem('amount', `${code.name} allows ${limit} a line at most.`)];
}

export function costCenterBelongs(about: Surroundings, costCenterId: string): Problem[] {
  return about.costCenterIds.includes(costCenterId)
    ? []
    : [problem('costCenterId', 'This cost center is not one that the assignment is booked to.')];
}

export type LineFacts = { spentOn: string; costCenterId: string; amountMinor: number };

/** What any line of a draft must keep to. A receipt may follow until it is submitted. */
export function problemsOfLine(about: Surroundings, code: CodeRules | undefined, line: LineFacts): Problem[] {
  return [
    ...spentWithinTheAssignment(about, line.spentOn),
    ...codeIsOpen(code, line.spentOn),
    ...costCenterBelongs(about, line.costCenterId),
    ...(code ? withinTheLimit(code, line.amountMinor, about.currency) : []),
  ];
}

export type LineToSubmit = LineFacts & { code: CodeRules; hasReceipt: boolean };

/**
 * What a sheet must keep to that somebody stands by. Terms may have changed since a line was typed, so all of it is
 * looked at again; each sentence begins with its line.
 */
export function problemsOfSubmission(about: Surroundings, lines: LineToSubmit[], attest: boolean): Problem[] {
  const none =
    lines.length > 0 ? [] : [problem('', 'There is nothing to submit yet. Add what was spent first.')];
  const wrong = lines.flatMap((line) => {
    const called = `${line.code.name} of ${formatDate(line.spentOn)}, ${formatMoney(line.amountMinor, about.currency)}`;
    const said = problemsOfLine(about, line.code, line).map(({ message }) => message);
    const missing =
      needsReceipt(line.code, line.amountMinor) && !line.hasReceipt
        ? [
            `A receipt is needed above ${formatMoney(line.code.receiptAboveMinor ?? 0, about.currency)}. Add it to the line.`,
          ]
        : [];
    return [...said, ...missing].map((sentence) => problem('', `${called}: ${sentence}`));
  });
  const unattested = attest
    ? []
    : [problem('attest', 'Tick this to submit: amounts count only once somebody stands by them.')];
  return [...none, ...wrong, ...unattested];
}

/** Whether a sheet may be begun for the assignment. */
export function problemsOfStart(assignment: { status: string; startsOn: string; today: string }): Problem[] {
  const open = assignmentsWithExpenses.some((status) => status === assignment.status);
  if (open && assignment.startsOn <= assignment.today) return [];
  return [problem('', 'Expenses are entered once the assignment has started.')];
}

export type ChargeAsked = {
  cadence: Cadence;
  startsOn: string;
  endsOn: string | null;
  costCenterId: string;
  bearsFees: boolean;
};

const notBilled: readonly string[] = ['cancelled', 'no_show'];

/** Whether a charge of this kind fits the assignment; `byMsp` says who asks. */
export function problemsOfCharge(
  about: Surroundings & { status: string },
  asked: ChargeAsked,
  byMsp: boolean,
): Problem[] {
  return [
    ...(notBilled.includes(about.status)
      ? [problem('', 'Nobody works under this assignment, so nothing is charged for it.')]
      : []),
    ...daysOfCharge(about, asked),
    ...costCenterBelongs(about, asked.costCenterId),
    ...(asked.bearsFees && !byMsp
      ? [problem('bearsFees', 'Whether a charge bears fees is for the program team to say.')]
      : []),
  ];
}

function daysOfCharge(about: Surroundings, { cadence, startsOn, endsOn }: ChargeAsked): Problem[] {
  const [first, last] =
    cadence === 'once'
      ? [addDays(about.startsOn, -DAYS_AROUND), addDays(about.endsOn, DAYS_AROUND)]
      : [about.startsOn, about.endsOn];
  const between = `between ${formatDate(first)} and ${formatDate(last)}`;
  if (startsOn < first || startsOn > last) return [problem('startsOn', `Choose a day ${between}.`)];
  if (cadence === 'once')
    return endsOn === null ? [] : [problem('endsOn', 'A charge that comes once has no last day.')];
  if (endsOn === null) return [problem('endsOn', 'Choose the last day of a charge that comes again.')];
  if (endsOn < startsOn) return [problem('endsOn', 'The last day lies before the first one.')];
  return endsOn > last
    ? [problem('endsOn', `The assignment ends on ${formatDate(last)}; charges stop there.`)]
    : [];
}

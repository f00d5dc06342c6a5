import { formatMoney } from '#app/values/money.ts';
import { problem, type Problem } from '#app/values/result.ts';

/** A correction has no more lines than a person can look at. */
export const MAX_LINES = 500;

export type Correctable = {
  chargeId: number;
  /** What is left to be credited of it. */
  remainingMinor: number;
  isCredit: boolean;
  isBilled: boolean;
};

/** Only what was billed is corrected, and no more of it than is left. */
export function lineProblems(
  line: { creditMinor: number },
  charge: Correctable | undefined,
  field: string,
  currency: string,
): Problem[] {
  if (!charge) return [problem(field, 'This line is not here.')];
  if (charge.isCredit) return [problem(field, 'A credit is not credited again; correct the original line.')];
  if (!charge.isBilled)
    return [problem(field, 'This is not billed yet; correct the week or the expense itself.')];
  if (line.creditMinor > charge.remainingMinor)
    return [
      problem(
        field,
        `At most ${formatMoney(charge.remainingMinor, currency)} are left to credit on this line.`,
      ),
    ];
  return [];
}

import { problem, type Problem } from '#app/values/result.ts';
import type { CodeChange } from './forms.ts';
import { MAX_AMOUNT_MINOR, readAmount } from './rules.ts';
import { parseAmount } from '#app/values/money.ts';

export type CodeTerms = {
  name: string;
  receiptAboveMinor: number | null;
  limitMinor: number | null;
  bearsFees: boolean;
};

/** Reads what was typed into minor units. A receipt may be asked for above 0, which means always. */
export function readTerms(
  { name, receiptAbove, limit, bearsFees }: CodeChange,
  currency: string,
): { terms: CodeTerms; problems: Problem[] } {
  const above = receiptAbove === undefined ? null : parseAmount(receiptAbove, currency);
  const most = limit === undefined ? null : readAmount(limit, currency);
  const problems: Problem[] = [];
  if (receiptAbove !== undefined && (above === null || above < 0 || above > MAX_AMOUNT_MINOR))
    problems.push(
      problem('receiptAbove', `Enter an amount in ${currency}, such as 25.00; 0 asks for a receipt always.`),
    );
  if (limit !== undefined && most === null)
    problems.push(problem('limit', `Enter an amount in ${currency} above zero, such as 500.00.`));
  return { terms: { name, receiptAboveMinor: above, limitMinor: most, bearsFees }, problems };
}

import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';

/** From this share of its funds on, a purchase order is spoken of. */
const NEARLY = '0.9';

/** What an order holds and what has gone from it, in minor units. */
export type Standing = {
  fundsMinor: number;
  /** What may be spent above the funds. */
  toleranceMinor: number;
  /** Billed: fees and taxes that the client bears are in it. */
  consumedMinor: number;
  /** Approved and not yet billed, with the fees that the client bears. */
  committedMinor: number;
  /** What is left of funds and tolerance; negative where more is committed than there is. */
  remainingMinor: number;
};

/**
 * What may be spent above the funds, in whole minor units, as the database's own check counts it.
 * @param fraction an exact decimal, `0.05` for 5 %
 */
export const toleranceOf = (fundsMinor: number, fraction: string): number =>
  Number(new Decimal(fundsMinor).times(fraction).round(0, 0).toFixed(0));

export function standing({
  fundsMinor,
  toleranceFraction,
  consumedMinor,
  committedMinor,
}: {
  fundsMinor: number;
  toleranceFraction: string;
  consumedMinor: number;
  committedMinor: number;
}): Standing {
  const toleranceMinor = toleranceOf(fundsMinor, toleranceFraction);
  const remainingMinor = fundsMinor + toleranceMinor - consumedMinor - committedMinor;
  return { fundsMinor, toleranceMinor, consumedMinor, committedMinor, remainingMinor };
}

/** A part of a whole as people read it, in whole percent: `96 %`. `–` where there is no whole. */
export function percentUsed(partMinor: number, wholeMinor: number): string {
  if (wholeMinor === 0) return '–';
  return formatPercent(new Decimal(partMinor).div(wholeMinor).round(2).toFixed());
}

/**
 * What a further amount would do to an order, in a sentence; null while enough is left. Said before it is approved.
 * @param moreMinor the amount that is about to be committed
 */
export function exhaustion(
  number: string,
  { fundsMinor, toleranceMinor, consumedMinor, committedMinor }: Standing,
  moreMinor: number,
): string | null {
  const used = consumedMinor + committedMinor + moreMinor;
  const at = fundsMinor === 0 ? '' : ` (at ${percentUsed(used, fundsMinor)})`;
  if (used > fundsMinor + toleranceMinor) return `Would exceed PO ${number} beyond its tolerance${at}`;
  if (used > fundsMinor) return `Would exhaust PO ${number}${at} and draw on its tolerance`;
  const nearly = fundsMinor > 0 && new Decimal(used).gt(new Decimal(fundsMinor).times(NEARLY));
  return nearly ? `Would nearly exhaust PO ${number}${at}` : null;
}

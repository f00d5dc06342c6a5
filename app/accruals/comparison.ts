import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';

/**
 * By how much an accrual missed what was billed for the same work, as a share of what was billed: `+3.1 %` where too
 * much was accrued, `−3.1 %` where too little. Null while nothing of it is billed.
 */
export function accrualError(accruedMinor: number, billedMinor: number): string | null {
  if (billedMinor === 0) return null;
  const missed = new Decimal(accruedMinor).minus(billedMinor).div(new Decimal(billedMinor).abs()).round(3);
  return `${missed.gt(0) ? '+' : ''}${formatPercent(missed.toFixed())}`;
}

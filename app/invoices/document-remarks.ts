import { formatAmount } from '#app/values/money.ts';
import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';

type Remarkable = {
  note: string;
  purchaseOrder: string | null;
  creditsLineOf: string | null;
  supplierReference: string | null;
  splits: { code: string; percent: string; totalMinor: number }[];
};

/** `4410 60 % 208.80 + 4420 40 % 139.20`; percentages are of a hundred, as a line is split. */
export const splitWords = (splits: Remarkable['splits'], currency: string): string =>
  splits
    .map(({ code, percent, totalMinor }) => {
      const share = formatPercent(new Decimal(percent).div(100).toFixed());
      return `${code} ${share} ${formatAmount(totalMinor, currency)}`;
    })
    .join(' + ');

/** What else is to be said of a line, beside its figures. */
export function remarksOn(line: Remarkable, currency: string): string[] {
  return [
    line.note,
    line.creditsLineOf ? `credits line of ${line.creditsLineOf}` : '',
    line.purchaseOrder ? `PO ${line.purchaseOrder}` : '',
    line.supplierReference ? `supplier’s reference ${line.supplierReference}` : '',
    line.splits.length > 0 ? `split ${splitWords(line.splits, currency)}` : '',
  ].filter(Boolean);
}

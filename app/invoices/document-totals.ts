import { formatHours } from '#app/values/hours.ts';
import { formatPercent } from '#app/values/percent.ts';
import { counted } from './counted.ts';
import type { DocumentFee, DocumentItem, DocumentTax, DocumentTotals } from './document.ts';

export type TotalRow = { label: string; minor: number };

type Totalled = { totals: DocumentTotals; fees: DocumentFee[]; items: DocumentItem[]; taxes: DocumentTax[] };

/** The rows that make a document's total, in the order in which they enter it; together they are the total to the cent. */
export function totalRows({ totals, fees, items, taxes }: Totalled): TotalRow[] {
  if (items.length > 0) {
    const amountMinor = items.reduce((sum, item) => sum + item.amountMinor, 0);
    return [
      {
        label: items.length === 1 ? (items[0]?.label ?? '') : counted(items.length, 'item'),
        minor: amountMinor,
      },
      ...taxRow(totals, taxes),
    ];
  }
  const { timeMinor, otherMinor, discountMinor, minutes, lineCount } = totals;
  const lines = counted(lineCount, 'line');
  const noTime = timeMinor === 0 && minutes === 0 && otherMinor !== 0;
  const others = noTime ? `Expenses and charges, ${lines}` : 'Expenses and charges';
  return [
    ...(noTime
      ? []
      : [
          {
            label: minutes === 0 ? `Time, ${lines}` : `Time, ${formatHours(minutes)} h in ${lines}`,
            minor: timeMinor,
          },
        ]),
    ...(otherMinor === 0 ? [] : [{ label: others, minor: otherMinor }]),
    ...(discountMinor === 0 ? [] : [{ label: 'Discount', minor: discountMinor }]),
    ...fees.map((fee) => ({ label: feeLabel(fee), minor: fee.feeMinor })),
    ...taxRow(totals, taxes),
  ];
}

const taxRow = ({ taxMinor }: DocumentTotals, taxes: DocumentTax[]): TotalRow[] => {
  const [only, ...others] = taxes.filter((tax) => tax.taxMinor !== 0);
  if (taxMinor === 0 && !only) return [];
  const label = only && others.length === 0 ? `Tax, ${only.jurisdiction} ${formatPercent(only.rate)}` : 'Tax';
  return [{ label, minor: taxMinor }];
};

/** `Program fee 3 %, added`. What is taken back has the other sign than the fee itself. */
export function feeLabel({ label, percent, funding, feeMinor }: DocumentFee): string {
  const rate = percent === null ? '' : ` ${formatPercent(percent)}`;
  const usual = funding === 'client' ? 'added' : 'deducted';
  const isBack = funding === 'client' ? feeMinor < 0 : feeMinor > 0;
  return `${label}${rate}, ${isBack ? 'taken back' : usual}`;
}

const legs = { supply: 'Work', client_fee: 'Fee to the client', supplier_fee: 'Fee to the supplier' };
const bases = { full: '', fee_only: ', without what the worker is paid', none: '' };

/** What a tax is taken on, in words. */
export const taxedOn = ({ leg, base }: Pick<DocumentTax, 'leg' | 'base'>): string =>
  `${legs[leg]}${bases[base]}`;

/** `46.0000` → `46`, `0.7000` → `0.7`. */
export const shortQuantity = (quantity: string): string =>
  quantity.includes('.') ? quantity.replace(/0+$/, '').replace(/\.$/, '') : quantity;

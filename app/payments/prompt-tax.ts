import { Decimal, toSafeInteger } from '#app/values/decimal.ts';

/** A tax as it stands on the document that was paid early. */
export type TaxOnDocument = {
  leg: 'supply' | 'client_fee' | 'supplier_fee';
  taxRuleId: string | null;
  certificateId: string | null;
  jurisdiction: string;
  base: 'full' | 'fee_only' | 'none';
  /** Exact decimal fraction. */
  rate: string;
  baseMinor: number;
  reason: string;
};

export type TaxOnCredit = TaxOnDocument & { taxMinor: number };

/** Why no tax goes back although there was some. */
export const NOT_OURS =
  'The supplier sells the work and owes its tax; the discount is the program’s and lowers no price of the supplier’s';

/**
 * What of a discount for prompt payment is tax: each tax of the document on the same share of its base as the discount
 * is of the document's total, at the rate that it was charged at, rounded once. A tax that was not charged is not taken
 * back, with the same reason. As agent the program gives the discount out of its fee, and the tax on the work stays.
 * @param discountMinor above zero
 * @param totalMinor of the document, above zero
 * @returns the taxes of the credit, below zero
 */
export function taxesOfDiscount(
  discountMinor: number,
  totalMinor: number,
  taxes: TaxOnDocument[],
  flow: 'principal' | 'agent',
): TaxOnCredit[] {
  return taxes.map((tax) => {
    const baseMinor =
      -toSafeInteger(new Decimal(tax.baseMinor).times(discountMinor).div(totalMinor).round(0)) || 0;
    const stays = flow === 'agent' && tax.leg === 'supply' && Number(tax.rate) > 0;
    if (stays)
      return { ...tax, taxRuleId: null, base: 'none', rate: '0', baseMinor, taxMinor: 0, reason: NOT_OURS };
    const taxMinor = toSafeInteger(new Decimal(baseMinor).times(tax.rate).round(0));
    return { ...tax, baseMinor, taxMinor };
  });
}

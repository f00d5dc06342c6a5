import { formatMoney } from '#app/values/money.ts';

export type DiscountGiven = {
  supplierName: string;
  /** 'graduated', 'cliff_prospective' or 'cliff_retroactive'. */
  method: string;
  /** What was billed in the window before the run, and in the run. */
  beforeMinor: number;
  grossMinor: number;
  discountMinor: number;
};

const methods: Record<string, string> = {
  graduated: 'each slice of it at its own percentage',
  cliff_prospective: 'this bill at the percentage of the step that was reached',
  cliff_retroactive:
    'all of it at the percentage of the step that was reached, less what was given back before',
};

/** How a volume discount came about, in a sentence. Amounts are minor units. */
export function discountSentence(discount: DiscountGiven, currency: string): string {
  const { supplierName, method, beforeMinor, grossMinor, discountMinor } = discount;
  const [before, gross, given] = [beforeMinor, grossMinor, discountMinor].map((minor) =>
    formatMoney(minor, currency),
  );
  return `Volume discount on ${supplierName}: ${before} billed before, ${gross} now, ${methods[method] ?? method}: ${given}.`;
}

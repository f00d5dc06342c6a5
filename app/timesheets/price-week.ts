import { sum } from '#app/values/money.ts';
import { lineAmountMinor } from '#app/values/price.ts';
import type { ClassifiedEntry, PayCode } from './overtime.ts';

/** A rate of the assignment and the days it holds for; the last day is null while no end is agreed. */
export type RateInForce = {
  rateId: string;
  payCode: PayCode;
  billRate: string;
  from: string;
  upTo: string | null;
};

export type PricedWeek = {
  /** One for each pay code, cost center and rate: each is rounded once. */
  charges: {
    payCode: PayCode;
    costCenterId: string;
    rateId: string;
    billRate: string;
    minutes: number;
    amountMinor: number;
  }[];
  amountMinor: number;
  /** Minutes of days that no rate covers. */
  unpricedMinutes: number;
};

/**
 * What a week would cost, while it is being typed. The same rule as the view `time_line_priced`, from which approval
 * freezes the charges: the rate of the day counts, and each pay code, cost center and rate is rounded once, half up.
 */
export function priceWeek(lines: ClassifiedEntry[], rates: RateInForce[]): PricedWeek {
  const groups = new Map<string, Omit<PricedWeek['charges'][number], 'amountMinor'>>();
  let unpricedMinutes = 0;
  for (const { date, costCenterId, payCode, minutes } of lines) {
    const rate = rates.find(
      (each) => each.payCode === payCode && each.from <= date && (each.upTo === null || date <= each.upTo),
    );
    if (!rate) {
      unpricedMinutes += minutes;
      continue;
    }
    const { rateId, billRate } = rate;
    const key = `${payCode} ${costCenterId} ${rateId}`;
    const group = groups.get(key) ?? { payCode, costCenterId, rateId, billRate, minutes: 0 };
    groups.set(key, { ...group, minutes: group.minutes + minutes });
  }
  const charges = [...groups.values()].map((group) => ({
    ...group,
    amountMinor: lineAmountMinor(group.minutes, group.billRate),
  }));
  return { charges, amountMinor: sum(charges.map((charge) => charge.amountMinor)), unpricedMinutes };
}

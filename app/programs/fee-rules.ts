import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { share, type Effective } from './effective.ts';
import type { FlatComponent } from './labels.ts';

export type AgreedFee = Effective & {
  funding: 'client' | 'supplier';
  fraction: string;
  /** Null for all suppliers. */
  supplierId: string | null;
};

/**
 * What is kept back from a supplier is never more than what it is paid: on no day, and for no supplier, do the fees
 * that it bears come to more than the whole.
 * @param others the fees beside the wanted one
 */
export function suppliersKeepSomething(others: AgreedFee[], wanted: AgreedFee, field = 'percent'): Problem[] {
  if (wanted.funding !== 'supplier') return [];
  const beside = others.filter((fee) => fee.funding === 'supplier' && share(fee, wanted));
  const days = [wanted, ...beside].map(({ startsOn }) => startsOn).filter((day) => inForce(wanted, day));
  const suppliers =
    wanted.supplierId === null ? [null, ...beside.map(({ supplierId }) => supplierId)] : [wanted.supplierId];
  for (const day of [...new Set(days)].sort())
    for (const supplier of new Set(suppliers)) {
      const total = [wanted, ...beside]
        .filter((fee) => inForce(fee, day) && (fee.supplierId === null || fee.supplierId === supplier))
        .reduce((sum, { fraction }) => sum.plus(fraction), new Decimal(0));
      if (total.gt(1))
        return [
          problem(
            field,
            `With the others that suppliers bear this comes to ${formatPercent(total.toFixed())} on ${formatDate(day)}. ` +
              'Together they are at most 100 %.',
          ),
        ];
    }
  return [];
}

const inForce = ({ startsOn, endsOn }: Effective, day: string) =>
  startsOn <= day && (endsOn === null || day <= endsOn);

/** A cap is held against each line; a fee that is rounded once for a statement has no lines of its own. */
export function capGoesWithLines(fee: { rounding: 'line' | 'statement'; capPerHour?: string }): Problem[] {
  return fee.capPerHour !== undefined && fee.rounding === 'statement'
    ? [problem('capPerHour', 'A cap counts on each line. Round on each line, or leave the cap empty.')]
    : [];
}

export type FlatFeePlan = Effective & { label: string; component: FlatComponent };

/** Two flat fees of one kind and label are never in force on the same day. */
export function flatFeeIsFree(sameLabel: FlatFeePlan[], wanted: FlatFeePlan): Problem[] {
  const inTheWay = sameLabel.find((fee) => share(fee, wanted));
  if (!inTheWay) return [];
  const { label, startsOn, endsOn } = inTheWay;
  const until = endsOn === null ? 'without an end' : `until ${formatDate(endsOn)}`;
  return [
    problem(
      'label',
      `“${label}” of this kind is in force from ${formatDate(startsOn)}, ${until}. End it first, start later, or use another label.`,
    ),
  ];
}

/** Who is active is asked for the fee that counts them, and for no other. */
export function activeWorkerIsSaid(fee: { component: FlatComponent; activeWorker?: string }): Problem[] {
  return fee.component === 'per_active_worker' && fee.activeWorker === undefined
    ? [problem('activeWorker', 'Choose who counts as an active worker of a month.')]
    : [];
}

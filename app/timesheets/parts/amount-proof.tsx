import { AmountWithProof } from '#app/ui/amount.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount, sum } from '#app/values/money.ts';
import { formatRate } from '#app/values/rate.ts';
import { formatDate } from '#app/values/week.ts';
import type { PayCode } from '../overtime.ts';
import { payCodeName } from '../week-of-time.ts';

export type ChargeToProve = {
  payCode: PayCode;
  costCenterCode: string;
  minutes: number;
  billRate: string;
  cardMaxBillRate: string | null;
  rateFrom: string;
  amountMinor: number;
};

type AmountProofProps = {
  charges: ChargeToProve[];
  currency: string;
  assignmentRef: string;
  frozen: boolean;
  /** The page that holds the whole proof. */
  to: string;
};

/** What the week costs, and out of what: hours × rate for each pay code and cost center, the rate's source, the rounding. */
export function AmountProof({ charges, currency, assignmentRef, frozen, to }: AmountProofProps) {
  const rates = new Map(
    charges.map((charge) => [`${charge.payCode} ${charge.billRate} ${charge.rateFrom}`, charge]),
  );
  return (
    <AmountWithProof minor={sum(charges.map((charge) => charge.amountMinor))} currency={currency} to={to}>
      <table className="w-full">
        <caption className="visually-hidden">Hours times rate</caption>
        <tbody>
          {charges.map((charge) => (
            <tr key={`${charge.payCode} ${charge.costCenterCode} ${charge.rateFrom}`}>
              <th scope="row" className="pr-3 text-left font-normal">
                {payCodeName[charge.payCode]}, {charge.costCenterCode}
              </th>
              <td className="figure pr-3 text-right">
                {formatHours(charge.minutes)} h × {formatRate(charge.billRate)}
              </td>
              <td className="figure text-right">{formatAmount(charge.amountMinor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="text-sm text-soft">
        {[...rates.values()].map((rate) => (
          <li key={`${rate.payCode} ${rate.rateFrom}`}>{sourceOf(rate, assignmentRef)}</li>
        ))}
        <li>Each line is rounded once, half up; the total is the sum of the rounded lines.</li>
        <li>
          {frozen
            ? 'Frozen when the week was approved.'
            : 'An estimate until the week is approved; then it is frozen.'}
        </li>
      </ul>
    </AmountWithProof>
  );
}

function sourceOf(
  { payCode, billRate, cardMaxBillRate, rateFrom }: ChargeToProve,
  assignmentRef: string,
): string {
  const rate = `${formatRate(billRate)}: ${payCodeName[payCode].toLowerCase()}, agreed in ${assignmentRef} from ${formatDate(rateFrom)}`;
  return cardMaxBillRate ? `${rate}; the rate card allowed ${formatRate(cardMaxBillRate)}` : rate;
}

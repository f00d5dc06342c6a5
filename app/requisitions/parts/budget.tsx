import { AmountWithProof, Money, Percent } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Decimal } from '#app/values/decimal.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { weeksInWords, type Estimate } from '../estimate.ts';

type Need = { positions: number; weekMinutes: number; maxBillRate: string; currency: string };
type Share = { costCenterId: string; code: string; name: string; percent: string; shareMinor: number };
type BudgetView = { estimateMinor: number; proof: Estimate | null; frozen: boolean; splits: Share[] };

/** What the need may cost at most, how that comes about, and what it is booked to. */
export function Budget({ need, budget }: { need: Need; budget: BudgetView }) {
  const { estimateMinor, proof, frozen, splits } = budget;
  return (
    <Section
      title="Budget estimate"
      lead={
        frozen
          ? 'As it was when it was submitted.'
          : 'It moves with every save and stands still once submitted.'
      }
    >
      <AmountWithProof minor={estimateMinor} currency={need.currency}>
        {proof ? (
          <Proof need={need} proof={proof} />
        ) : (
          <p>A fee has changed since this was submitted; the estimate stands as it was.</p>
        )}
      </AmountWithProof>
      <DataTable
        caption="Estimate by cost center"
        dense
        rows={splits}
        rowKey={({ costCenterId }) => costCenterId}
        columns={[
          {
            key: 'costCenter',
            header: 'Cost center',
            primary: true,
            cell: ({ code, name }) => `${code} ${name}`,
            footer: 'Total',
          },
          {
            key: 'percent',
            header: 'Share',
            align: 'right',
            cell: ({ percent }) => <Percent fraction={new Decimal(percent).div(100).toFixed()} />,
          },
          {
            key: 'amount',
            header: need.currency,
            align: 'right',
            cell: ({ shareMinor }) => <Money minor={shareMinor} />,
            footer: <Money minor={estimateMinor} strong />,
          },
        ]}
        empty="No cost center yet."
      />
    </Section>
  );
}

function Proof({ need, proof }: { need: Need; proof: Estimate }) {
  const people = need.positions === 1 ? '1 position' : `${need.positions} positions`;
  const equals = proof.hoursAreExact ? '=' : '≈';
  const fees = proof.fees.map(({ label, fraction, feeMinor }) => ({
    label,
    value: (
      <>
        {formatPercent(fraction)} of the work = <Money minor={feeMinor} />
      </>
    ),
  }));
  return (
    <>
      <Facts
        items={[
          {
            label: 'Time',
            value: `${people} × ${weeksInWords(proof.days)} × ${formatHours(need.weekMinutes)} h ${equals} ${proof.hours} h`,
          },
          {
            label: 'Work',
            value: (
              <>
                {proof.hoursAreExact ? `${proof.hours} h` : 'the exact time'} × {formatRate(need.maxBillRate)}{' '}
                = <Money minor={proof.workMinor} />
              </>
            ),
          },
          ...fees,
          ...(fees.length > 0 ? [{ label: 'Together', value: <Money minor={proof.totalMinor} /> }] : []),
        ]}
      />
      <p>
        Weeks are calendar days ÷ 7, the rate is the highest allowed; rounded once, half up. Overtime is not
        foreseen.
      </p>
    </>
  );
}

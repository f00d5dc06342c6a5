import { DateText, Percent, Rate } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { conventionLabel, type OvertimeConvention } from '../conventions.ts';

export type AgreementShown = {
  id: string;
  startsOn: string;
  endsOn: string | null;
  overtimeConvention: OvertimeConvention;
  overtimeBurden: string;
  overtimeRate: string | null;
  doubleTimeRate: string | null;
  maxMarkup: string | null;
  supplierTermsDays: number | null;
  payWhenPaid: boolean | null;
  tenureWeeks: number | null;
  tenureFraction: string | null;
  nonbillableDays: number;
};

/** How overtime is billed, with the figures that belong to it, as one phrase. */
export function overtimePhrase(terms: AgreementShown): string {
  const { overtimeConvention, overtimeBurden, overtimeRate, doubleTimeRate } = terms;
  if (overtimeConvention === 'premium_at_cost' && Number(overtimeBurden) > 0)
    return `${conventionLabel.premium_at_cost}, with ${formatPercent(overtimeBurden)} burden`;
  if (overtimeConvention === 'fixed' && overtimeRate !== null)
    return `Fixed: ${formatRate(overtimeRate)}, double time ${formatRate(doubleTimeRate ?? overtimeRate)}`;
  return conventionLabel[overtimeConvention];
}

export const tenurePhrase = ({ tenureWeeks, tenureFraction }: AgreementShown): string =>
  tenureWeeks === null || tenureFraction === null
    ? 'None'
    : `${formatPercent(tenureFraction)} less after ${tenureWeeks} weeks`;

export function paymentPhrase({ supplierTermsDays, payWhenPaid }: AgreementShown): string {
  if (supplierTermsDays === null && payWhenPaid === null) return 'As the program’s terms say';
  const days = supplierTermsDays === null ? 'The program’s days' : `${supplierTermsDays} days`;
  if (payWhenPaid === null) return `${days}, otherwise as the program’s terms say`;
  return `${days} after ${payWhenPaid ? 'the client has paid' : 'the invoice'}`;
}

/** What is agreed, in words. */
export function AgreementFacts({ terms, currency }: { terms: AgreementShown; currency: string }) {
  return (
    <Facts
      items={[
        { label: 'From', value: <DateText date={terms.startsOn} /> },
        { label: 'To', value: terms.endsOn ? <DateText date={terms.endsOn} /> : 'No end' },
        { label: 'Overtime', value: overtimePhrase(terms) },
        ...(terms.overtimeRate
          ? [
              {
                label: 'Overtime an hour',
                value: (
                  <>
                    {currency} <Rate rate={terms.overtimeRate} />
                  </>
                ),
              },
            ]
          : []),
        {
          label: 'Markup at most',
          value: terms.maxMarkup ? <Percent fraction={terms.maxMarkup} /> : 'As the card allows',
        },
        { label: 'Tenure discount', value: tenurePhrase(terms) },
        {
          label: 'Not billed at the start',
          value: terms.nonbillableDays === 0 ? 'Nothing' : days(terms.nonbillableDays),
        },
        { label: 'Paid', value: paymentPhrase(terms) },
      ]}
    />
  );
}

const days = (count: number): string => (count === 1 ? 'The first day' : `The first ${count} days`);

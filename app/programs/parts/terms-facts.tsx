import { DateText } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import {
  buyerTypeLabel,
  costBookingLabel,
  overtimeLabel,
  taxFlowLabel,
  type OvertimeRule,
} from '../labels.ts';

export type TermsShown = {
  effectiveFrom: string;
  overtimeRule: OvertimeRule;
  paymentTermsDays: number;
  supplierTermsDays: number;
  payWhenPaid: boolean;
  mspScreensSubmittals: boolean;
  submittalsPerSupplier: number;
  costBooking: keyof typeof costBookingLabel;
  taxFlow: keyof typeof taxFlowLabel;
  buyerType: keyof typeof buyerTypeLabel;
};

const supplierTerms = ({ supplierTermsDays, payWhenPaid }: TermsShown) =>
  `${supplierTermsDays} days after ${payWhenPaid ? 'the client has paid' : 'the invoice'}`;

/** What is agreed, in words. */
export function TermsFacts({ terms }: { terms: TermsShown }) {
  return (
    <Facts
      items={[
        { label: 'In force from', value: <DateText date={terms.effectiveFrom} /> },
        { label: 'Overtime', value: overtimeLabel[terms.overtimeRule] },
        { label: 'The client pays', value: `${terms.paymentTermsDays} days after the invoice` },
        { label: 'Suppliers are paid', value: supplierTerms(terms) },
        {
          label: 'Candidates',
          value: terms.mspScreensSubmittals ? 'Presented by the MSP' : 'Seen by the client at once',
        },
        { label: 'Candidates per supplier', value: `At most ${terms.submittalsPerSupplier}` },
        { label: 'Hours are booked', value: costBookingLabel[terms.costBooking] },
        { label: 'Who sells the work', value: taxFlowLabel[terms.taxFlow] },
        { label: 'For tax, the client is', value: buyerTypeLabel[terms.buyerType] },
      ]}
    />
  );
}

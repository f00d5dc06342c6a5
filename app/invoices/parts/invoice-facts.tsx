import { AmountWithProof, DateText } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount, formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatPeriod } from '#app/values/period.ts';
import { counted } from '../counted.ts';

type Party = { name: string; addressLines?: string[] | null | undefined; taxId?: string | null | undefined };
type Shown = {
  kind: 'client_invoice' | 'self_bill';
  currency: string;
  startsOn: string;
  endsOn: string;
  issuedOn: string;
  dueOn: string;
  lineCount: number;
  minutes: number;
  timeMinor: number;
  feeMinor: number;
  totalMinor: number;
  parties: {
    msp: Party;
    client: Party;
    supplier?: Party | null | undefined;
    paymentTerms: string;
    payWhenPaid: boolean;
  };
};
type Fee = { label: string; percent: string | null; funding: string; feeMinor: number };

/** What the document says at its head: between whom, when, and how its total comes about. */
export function InvoiceFacts({ invoice, fees }: { invoice: Shown; fees: Fee[] }) {
  const { parties, currency } = invoice;
  const isInvoice = invoice.kind === 'client_invoice';
  return (
    <Section title="Document">
      <Facts
        items={[
          {
            label: isInvoice ? 'From' : 'Supplier',
            value: <Address party={isInvoice ? parties.msp : parties.supplier} />,
          },
          {
            label: isInvoice ? 'Bill to' : 'Issued on its behalf by',
            value: <Address party={isInvoice ? parties.client : parties.msp} />,
          },
          { label: 'Period', value: formatPeriod(invoice) },
          { label: 'Issued', value: <DateText date={invoice.issuedOn} /> },
          {
            label: isInvoice ? 'Due' : 'Payable',
            value: parties.payWhenPaid ? 'when the client has paid' : <DateText date={invoice.dueOn} />,
          },
          { label: 'Terms', value: parties.paymentTerms },
          {
            label: 'Total',
            value: (
              <AmountWithProof minor={invoice.totalMinor} currency={currency}>
                <p>
                  {formatAmount(invoice.timeMinor, currency)} for {formatHours(invoice.minutes)} h in{' '}
                  {counted(invoice.lineCount, 'line')}
                </p>
                {fees.map((fee) => (
                  <p key={`${fee.label} ${fee.percent}`}>{feeSentence(fee, currency)}</p>
                ))}
                {fees.length === 0 ? <p>No fee on this document.</p> : null}
                <p>
                  {formatAmount(invoice.timeMinor, currency)} {invoice.feeMinor < 0 ? '−' : '+'}{' '}
                  {formatAmount(Math.abs(invoice.feeMinor), currency)} ={' '}
                  {formatMoney(invoice.totalMinor, currency)}
                </p>
              </AmountWithProof>
            ),
          },
        ]}
      />
    </Section>
  );
}

const feeSentence = ({ label, percent, feeMinor }: Fee, currency: string) =>
  `${formatAmount(feeMinor, currency)} ${label}${percent ? `, ${formatPercent(percent)} of each line` : ''}, ${feeMinor < 0 ? 'deducted' : 'added'}`;

function Address({ party }: { party: Party | null | undefined }) {
  if (!party) return null;
  return (
    <>
      {party.name}
      {(party.addressLines ?? []).map((line) => (
        <span key={line}>
          <br />
          {line}
        </span>
      ))}
    </>
  );
}

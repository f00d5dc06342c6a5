import { Link } from '@remix-run/react';
import { DateText } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatPeriod } from '#app/values/period.ts';
import { isForClient, kinds, type DocumentKind } from '../kinds.ts';

type Party = { name: string; addressLines?: string[] | null | undefined; taxId?: string | null | undefined };
type Shown = {
  kind: DocumentKind;
  startsOn: string;
  endsOn: string;
  issuedOn: string;
  dueOn: string;
  refersTo: string | null;
  refersToReference: string | null;
  parties: {
    msp: Party;
    client: Party;
    supplier?: Party | null | undefined;
    paymentTerms: string;
    payWhenPaid: boolean;
  };
};

/** What the document says at its head: between whom, when, and on which terms. */
export function InvoiceFacts({ invoice }: { invoice: Shown }) {
  const { parties } = invoice;
  const forClient = isForClient(invoice.kind);
  const { due, settledBy } = kinds[invoice.kind];
  const payable = parties.payWhenPaid ? 'when the client has paid' : <DateText date={invoice.dueOn} />;
  return (
    <Section title="Document">
      <Facts
        items={[
          {
            label: forClient ? 'From' : 'Supplier',
            value: <Address party={forClient ? parties.msp : parties.supplier} />,
          },
          {
            label: forClient ? 'Bill to' : 'Issued on its behalf by',
            value: <Address party={forClient ? parties.client : parties.msp} />,
          },
          { label: 'Period', value: formatPeriod(invoice) },
          { label: 'Issued', value: <DateText date={invoice.issuedOn} /> },
          ...(settledBy ? [] : [{ label: due, value: payable }]),
          { label: 'Terms', value: settledBy ?? parties.paymentTerms },
          ...(invoice.refersTo
            ? [
                {
                  label: 'Refers to',
                  value: (
                    <Link to={`/invoices/${invoice.refersTo}`}>
                      {invoice.refersToReference ?? 'a document'}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

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
      {party.taxId ? (
        <span>
          <br />
          Tax id {party.taxId}
        </span>
      ) : null}
    </>
  );
}

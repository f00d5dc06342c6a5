import { Link } from '@remix-run/react';
import { Hours, Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';
import { amountOf, type Amounts } from '../document.ts';
import { isForClient, kinds, type DocumentKind } from '../kinds.ts';

type Issued = Amounts & {
  id: string;
  kind: DocumentKind;
  reference: string;
  recipient: string;
  lineCount: number;
  minutes: number;
};

const totalOf = (documents: Issued[]) => documents.reduce((sum, { totalMinor }) => sum + totalMinor, 0);

/** What a finalized run issued, and that both sides of it fit together. */
export function IssuedDocuments({ documents, currency }: { documents: Issued[]; currency: string }) {
  const client = documents.filter(({ kind }) => isForClient(kind));
  const charged = totalOf(client);
  const payable = totalOf(documents) - charged;
  const tax = documents.reduce(
    (sum, { kind, taxMinor }) => sum + (isForClient(kind) ? taxMinor : -taxMinor),
    0,
  );
  return (
    <>
      <Section title="Posted">
        <Facts
          items={[
            {
              label: 'Lines',
              value: counted(
                client.reduce((sum, { lineCount }) => sum + lineCount, 0),
                'line',
              ),
            },
            {
              label: 'Hours',
              value: <Hours minutes={client.reduce((sum, { minutes }) => sum + minutes, 0)} />,
            },
            { label: 'The client owes', value: <Money minor={charged} currency={currency} strong /> },
            { label: 'Suppliers are owed', value: <Money minor={payable} currency={currency} strong /> },
            ...(tax === 0
              ? []
              : [{ label: 'Tax to hand on', value: <Money minor={tax} currency={currency} strong /> }]),
            {
              label: tax === 0 ? 'Fees, the difference' : 'Fees, the rest',
              value: <Money minor={charged - payable - tax} currency={currency} strong />,
            },
          ]}
        />
      </Section>
      <Section title="Documents issued" lead={`Amounts in ${currency}.`}>
        <IssuedTable documents={documents} currency={currency} />
      </Section>
    </>
  );
}

function IssuedTable({ documents, currency }: { documents: Issued[]; currency: string }) {
  const money = (key: string, header: string, of: (document: Issued) => number): Column<Issued> => ({
    key,
    header,
    align: 'right',
    cell: (document) => <Money minor={of(document)} />,
  });
  const any = (of: (document: Issued) => number) => documents.some((document) => of(document) !== 0);
  const tax = ({ taxMinor }: Issued) => taxMinor;
  return (
    <DataTable
      caption={`Documents issued, in ${currency}`}
      rows={documents}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/invoices/${id}`}
      dense
      empty={<EmptyState title="No document">Nothing was approved in this period.</EmptyState>}
      columns={[
        {
          key: 'reference',
          header: 'Document',
          primary: true,
          cell: ({ reference }) => <span className="whitespace-nowrap">{reference}</span>,
        },
        { key: 'to', header: 'To', cell: ({ kind, recipient }) => `${kinds[kind].short} to ${recipient}` },
        money('amount', 'Billed', (document) => amountOf(document) + document.discountMinor),
        money('fees', 'Fees', ({ feeMinor }) => feeMinor),
        ...(any(tax) ? [money('tax', 'Tax', tax)] : []),
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: ({ id, totalMinor }) => (
            <Link to={`/proofs/invoices/${id}`} prefetch="intent">
              <Money minor={totalMinor} strong />
            </Link>
          ),
        },
      ]}
    />
  );
}

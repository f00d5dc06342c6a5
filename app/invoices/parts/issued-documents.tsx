import { Hours, Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';

type Issued = {
  id: string;
  kind: 'client_invoice' | 'self_bill';
  reference: string;
  recipient: string;
  lineCount: number;
  minutes: number;
  timeMinor: number;
  feeMinor: number;
  totalMinor: number;
};

/** What a finalized run issued, and that both sides of it fit together. */
export function IssuedDocuments({ documents, currency }: { documents: Issued[]; currency: string }) {
  const invoice = documents.find(({ kind }) => kind === 'client_invoice');
  const statements = documents.filter(({ kind }) => kind === 'self_bill');
  const payable = statements.reduce((total, { totalMinor }) => total + totalMinor, 0);
  const charged = invoice?.totalMinor ?? 0;
  return (
    <>
      <Section title="Posted">
        <Facts
          items={[
            { label: 'Lines', value: counted(invoice?.lineCount ?? 0, 'line') },
            { label: 'Hours', value: <Hours minutes={invoice?.minutes ?? 0} /> },
            { label: 'The client owes', value: <Money minor={charged} currency={currency} strong /> },
            { label: 'Suppliers are owed', value: <Money minor={payable} currency={currency} strong /> },
            {
              label: 'Fees, the difference',
              value: <Money minor={charged - payable} currency={currency} strong />,
            },
          ]}
        />
      </Section>
      <Section title="Documents issued" lead={`Amounts in ${currency}.`}>
        <DataTable
          caption={`Documents issued, in ${currency}`}
          rows={documents}
          rowKey={({ id }) => id}
          rowTo={({ id }) => `/invoices/${id}`}
          empty={<EmptyState title="No document">Nothing was approved in this period.</EmptyState>}
          columns={[
            { key: 'reference', header: 'Document', primary: true, cell: ({ reference }) => reference },
            { key: 'to', header: 'To', cell: ({ recipient }) => recipient },
            {
              key: 'lines',
              header: 'Lines',
              align: 'right',
              cell: ({ lineCount }) => lineCount.toLocaleString('en-US'),
            },
            {
              key: 'hours',
              header: 'Hours',
              align: 'right',
              hideOnPhone: true,
              cell: ({ minutes }) => <Hours minutes={minutes} />,
            },
            {
              key: 'time',
              header: 'Time',
              align: 'right',
              cell: ({ timeMinor }) => <Money minor={timeMinor} />,
            },
            {
              key: 'fees',
              header: 'Fees',
              align: 'right',
              cell: ({ feeMinor }) => <Money minor={feeMinor} />,
            },
            {
              key: 'total',
              header: 'Total',
              align: 'right',
              cell: ({ totalMinor }) => <Money minor={totalMinor} strong />,
            },
          ]}
        />
      </Section>
    </>
  );
}

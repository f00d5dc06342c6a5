import { Money } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Issued = {
  id: string;
  reference: string;
  kind: string;
  totalMinor: number;
  supplierName: string | null;
};

const words: Record<string, string> = {
  client_credit: 'Credit memo',
  supplier_credit: 'Credit memo',
  client_invoice: 'Invoice',
  self_bill: 'Self-billed statement',
};

/** The documents that the correction was issued with. Says nothing before. */
export function IssuedDocuments({ documents, currency }: { documents: Issued[]; currency: string }) {
  if (documents.length === 0) return null;
  return (
    <Section title="Documents" lead={`Issued together, in ${currency}.`}>
      <DataTable
        caption="Documents of the correction"
        rows={documents}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `/invoices/${id}`}
        empty=""
        columns={[
          { key: 'reference', header: 'Document', primary: true, cell: ({ reference }) => reference },
          { key: 'kind', header: 'Kind', cell: ({ kind }) => words[kind] ?? kind },
          { key: 'to', header: 'For', cell: ({ supplierName }) => supplierName ?? 'The client' },
          {
            key: 'total',
            header: 'Total',
            align: 'right',
            cell: ({ totalMinor }) => <Money minor={totalMinor} />,
          },
        ]}
      />
    </Section>
  );
}

import { DateText, Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

export type DocumentRow = {
  invoiceId: string;
  reference: string;
  kind: string;
  issuedOn: string;
  lines: number;
  totalMinor: number;
};

const kindWord = (kind: string) => (kind === 'client_credit' ? 'Credit' : 'Invoice');

/** The documents that drew on an order. */
export function DocumentTable({ rows, currency }: { rows: DocumentRow[]; currency: string }) {
  return (
    <DataTable
      caption="Documents billed to the order"
      rows={rows}
      rowKey={({ invoiceId }) => invoiceId}
      rowTo={({ invoiceId }) => `/invoices/${invoiceId}`}
      empty={
        <EmptyState title="Nothing is billed yet">
          The first billing run with approved time of its assignments draws on it.
        </EmptyState>
      }
      columns={[
        { key: 'reference', header: 'Document', primary: true, cell: ({ reference }) => reference },
        { key: 'kind', header: 'Kind', cell: ({ kind }) => kindWord(kind) },
        { key: 'issued', header: 'Issued', cell: ({ issuedOn }) => <DateText date={issuedOn} /> },
        { key: 'lines', header: 'Lines', align: 'right', cell: ({ lines }) => lines.toLocaleString('en') },
        {
          key: 'total',
          header: 'Drawn',
          align: 'right',
          cell: ({ totalMinor }) => <Money minor={totalMinor} currency={currency} />,
          footer: (
            <Money minor={rows.reduce((sum, row) => sum + row.totalMinor, 0)} currency={currency} strong />
          ),
        },
      ]}
    />
  );
}

export type AssignmentRow = {
  id: string;
  number: number;
  workerName: string;
  jobTitle: string;
  supplierName: string;
  status: string;
  endsOn: string;
};

/** The assignments that an order pays for. */
export function AssignmentTable({ rows }: { rows: AssignmentRow[] }) {
  return (
    <DataTable
      caption="Assignments on the order"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/assignments/${id}`}
      empty={
        <EmptyState title="No assignment is paid from it">
          Choose the assignments; until then nothing draws on this order.
        </EmptyState>
      }
      columns={[
        { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
        { key: 'number', header: 'Assignment', cell: ({ number }) => `A-${number}` },
        { key: 'job', header: 'Job', cell: ({ jobTitle }) => jobTitle },
        { key: 'supplier', header: 'Supplier', cell: ({ supplierName }) => supplierName, hideOnPhone: true },
        { key: 'status', header: 'State', cell: ({ status }) => <Status status={status} /> },
        { key: 'ends', header: 'Until', cell: ({ endsOn }) => <DateText date={endsOn} /> },
      ]}
    />
  );
}

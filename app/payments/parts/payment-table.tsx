import { Money } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { isUnderWay } from '../lifecycle.ts';

type Row = {
  id: string;
  reference: string;
  status: string;
  supplierName: string;
  amountMinor: number;
  bankTrace: string | null;
  returnedReason: string | null;
  account: string;
  documents: number;
};

/** The payments of a run. */
export function PaymentTable({ rows, totalMinor }: { rows: Row[]; totalMinor: number }) {
  const underWay = rows.some(({ status }) => isUnderWay(status));
  return (
    <DataTable
      caption="Payments of this run"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={underWay ? ({ id }) => `/remittances/${id}` : undefined}
      empty="This run has no payments."
      columns={[
        {
          key: 'supplier',
          header: 'Supplier',
          primary: true,
          cell: (row) => row.supplierName,
          footer: 'Total',
        },
        {
          key: 'reference',
          header: 'Reference',
          cell: (row) => <span className="figure">{row.reference}</span>,
        },
        { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
        { key: 'account', header: 'Account', cell: (row) => <span className="figure">{row.account}</span> },
        {
          key: 'documents',
          header: 'Documents',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => row.documents,
        },
        {
          key: 'bank',
          header: 'Bank says',
          hideOnPhone: true,
          cell: (row) => row.returnedReason ?? row.bankTrace ?? '–',
        },
        {
          key: 'amount',
          header: 'Amount',
          align: 'right',
          cell: (row) => <Money minor={row.amountMinor} />,
          footer: <Money minor={totalMinor} strong />,
        },
      ]}
    />
  );
}

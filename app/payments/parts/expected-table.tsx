import type { ReactNode } from 'react';
import { DateText, Money } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import type { Prediction } from '../predicted.ts';

type Row = {
  id: string;
  reference: string;
  status: string;
  clientName: string;
  supplierName: string;
  startsOn: string;
  endsOn: string;
  totalMinor: number;
  fundedMinor: number;
  currency: string;
  expected: Prediction;
};

/** Statements with the day their money can be expected, and why. */
export function ExpectedTable({ rows, side, empty }: { rows: Row[]; side: string; empty: ReactNode }) {
  const columns: (Column<Row> | null)[] = [
    {
      key: 'reference',
      header: 'Statement',
      primary: true,
      cell: (row) => <span className="figure">{row.reference}</span>,
    },
    side === 'supplier' ? null : { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName },
    { key: 'client', header: 'Client', cell: (row) => row.clientName },
    { key: 'period', header: 'Period', hideOnPhone: true, cell: formatPeriod },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
    {
      key: 'expected',
      header: 'Expected',
      cell: ({ expected }) => (expected.on ? <DateText date={expected.on} /> : 'not known yet'),
    },
    { key: 'why', header: 'Why', cell: ({ expected }) => expected.why },
    {
      key: 'funded',
      header: 'Funded',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => <Money minor={row.fundedMinor} />,
    },
    {
      key: 'total',
      header: 'Total',
      align: 'right',
      cell: (row) => <span className="figure">{formatMoney(row.totalMinor, row.currency)}</span>,
    },
  ];
  return (
    <DataTable
      caption="Statements that are not paid yet"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/invoices/${id}/payment`}
      empty={empty}
      columns={columns.filter((column) => column !== null)}
    />
  );
}

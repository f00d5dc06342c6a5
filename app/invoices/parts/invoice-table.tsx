import type { ReactNode } from 'react';
import { DateText, Hours } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';

type Row = {
  id: string;
  reference: string;
  status: string;
  clientName: string;
  supplierName: string | null;
  currency: string;
  startsOn: string;
  endsOn: string;
  issuedOn: string;
  dueOn: string;
  payWhenPaid: boolean;
  lineCount: number;
  minutes: number;
  totalMinor: number;
};

/** Issued documents as a list; whose they are is said where it is not plain. */
export function InvoiceTable({
  rows,
  side,
  kind,
  empty,
}: {
  rows: Row[];
  side: 'msp' | 'client' | 'supplier';
  kind: 'client_invoice' | 'self_bill';
  empty: ReactNode;
}) {
  const isInvoice = kind === 'client_invoice';
  const columns: (Column<Row> | null)[] = [
    {
      key: 'reference',
      header: isInvoice ? 'Invoice' : 'Statement',
      primary: true,
      cell: (row) => row.reference,
    },
    side === 'client' ? null : { key: 'client', header: 'Client', cell: (row) => row.clientName },
    isInvoice || side === 'supplier'
      ? null
      : { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName },
    { key: 'period', header: 'Period', cell: (row) => formatPeriod(row) },
    { key: 'issued', header: 'Issued', hideOnPhone: true, cell: (row) => <DateText date={row.issuedOn} /> },
    {
      key: 'due',
      header: isInvoice ? 'Due' : 'Payable',
      cell: (row) => (row.payWhenPaid ? 'when the client has paid' : <DateText date={row.dueOn} />),
    },
    isInvoice ? { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> } : null,
    {
      key: 'lines',
      header: 'Lines',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => row.lineCount.toLocaleString('en-US'),
    },
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => <Hours minutes={row.minutes} />,
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
      caption={isInvoice ? 'Client invoices' : 'Self-billed statements'}
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/invoices/${id}`}
      empty={empty}
      columns={columns.filter((column) => column !== null)}
    />
  );
}

import type { ReactNode } from 'react';
import { DateText, Hours } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { isForClient, kinds, type DocumentKind } from '../kinds.ts';

type Row = {
  id: string;
  kind: DocumentKind;
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
  isServiceCredit: boolean;
  lineCount: number;
  minutes: number;
  totalMinor: number;
  openMinor: number;
};

const amount = (minor: number, currency: string) => (
  <span className="figure">{formatMoney(minor, currency)}</span>
);

/**
 * Issued documents as a list; whose they are is said where it is not plain.
 * @param kind the only kind in the list; without it each row says its own
 */
export function InvoiceTable({
  rows,
  side,
  kind,
  empty,
}: {
  rows: Row[];
  side: 'msp' | 'client' | 'supplier';
  kind: DocumentKind | undefined;
  empty: ReactNode;
}) {
  const withSupplier = side === 'msp' && kind !== undefined && !isForClient(kind);
  const isTime = kind === undefined || !['fee_invoice', 'overpayment'].includes(kind);
  const columns: (Column<Row> | null)[] = [
    {
      key: 'reference',
      header: kind ? kinds[kind].short : 'Document',
      primary: true,
      cell: (row) => row.reference,
    },
    kind
      ? null
      : {
          key: 'kind',
          header: 'Kind',
          cell: (row) => (row.isServiceCredit ? 'Service credit' : kinds[row.kind].short),
        },
    side === 'client' ? null : { key: 'client', header: 'Client', cell: (row) => row.clientName },
    withSupplier ? { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName } : null,
    { key: 'period', header: 'Period', cell: (row) => formatPeriod(row) },
    { key: 'issued', header: 'Issued', hideOnPhone: true, cell: (row) => <DateText date={row.issuedOn} /> },
    { key: 'due', header: kind ? kinds[kind].due : 'Due', cell: (row) => <Due row={row} /> },
    { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
    isTime
      ? {
          key: 'hours',
          header: 'Hours',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => (row.minutes === 0 ? null : <Hours minutes={row.minutes} />),
        }
      : null,
    {
      key: 'open',
      header: 'Open',
      align: 'right',
      hideOnPhone: true,
      cell: (row) => (row.openMinor === 0 ? 'none' : amount(row.openMinor, row.currency)),
    },
    { key: 'total', header: 'Total', align: 'right', cell: (row) => amount(row.totalMinor, row.currency) },
  ];
  return (
    <DataTable
      caption={kind ? kinds[kind].many : 'Documents'}
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/invoices/${id}`}
      empty={empty}
      columns={columns.filter((column) => column !== null)}
    />
  );
}

function Due({ row }: { row: Row }) {
  const { settledBy } = kinds[row.kind];
  if (settledBy) return <>with what is due</>;
  return row.payWhenPaid ? <>when the client has paid</> : <DateText date={row.dueOn} />;
}

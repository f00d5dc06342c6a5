import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DateText, Hours, Money, Rate } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';

export type LineShown = {
  id: number;
  invoiceId: string;
  reference: string;
  chargeId: number;
  timesheetId: string | null;
  workerName: string;
  jobTitle: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  billRate: string | null;
  feeMinor: number;
  totalMinor: number;
  clientName: string;
  supplierName: string;
  costCenter: string;
};

const payCodes = new Map([
  ['ST', 'Straight'],
  ['OT', 'Overtime'],
  ['DT', 'Double time'],
  ['EXP', 'Expense'],
  ['MSC', 'Charge'],
  ['RBT', 'Rebate'],
]);

const words: Column<LineShown>[] = [
  { key: 'worker', header: 'Worker', primary: true, cell: (row) => row.workerName },
  { key: 'week', header: 'Week to', cell: (row) => <DateText date={row.weekEndsOn} /> },
  { key: 'job', header: 'Job', cell: (row) => row.jobTitle },
  { key: 'costCenter', header: 'Cost center', cell: (row) => row.costCenter },
];

const figures: Column<LineShown>[] = [
  { key: 'payCode', header: 'Pay code', cell: (row) => payCodes.get(row.payCode) ?? row.payCode },
  { key: 'hours', header: 'Hours', align: 'right', cell: (row) => <Hours minutes={row.minutes} /> },
  {
    key: 'rate',
    header: 'Rate',
    align: 'right',
    cell: (row) => (row.billRate === null ? null : <Rate rate={row.billRate} />),
  },
  {
    key: 'fee',
    header: 'Fee',
    align: 'right',
    hideOnPhone: true,
    cell: (row) => <Money minor={row.feeMinor} />,
  },
];

const proofOf = (row: LineShown, side: 'client' | 'supplier') =>
  `/proofs/charges/${row.chargeId}?side=${side}`;

/** Invoice lines; the worker's name leads to the week, the total to its proof, the reference to the document. */
export function LinesTable({
  lines,
  showsClient,
  showsSupplier,
  document,
  side,
  empty,
}: {
  lines: LineShown[];
  showsClient: boolean;
  showsSupplier: boolean;
  document: 'Invoice' | 'Statement';
  side: 'client' | 'supplier';
  empty: ReactNode;
}) {
  const sides: Column<LineShown>[] = [
    ...(showsClient ? [{ key: 'client', header: 'Client', cell: (row: LineShown) => row.clientName }] : []),
    ...(showsSupplier
      ? [{ key: 'supplier', header: 'Supplier', cell: (row: LineShown) => row.supplierName }]
      : []),
  ];
  return (
    <DataTable
      dense
      caption="Lines behind the figures, newest first"
      rows={lines}
      rowKey={(row) => String(row.id)}
      rowTo={(row) => (row.timesheetId ? `/timesheets/${row.timesheetId}` : proofOf(row, side))}
      empty={empty}
      columns={[
        ...words,
        ...sides,
        ...figures,
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: (row) => (
            <Link to={proofOf(row, side)} prefetch="intent">
              <Money minor={row.totalMinor} />
            </Link>
          ),
        },
        {
          key: 'document',
          header: document,
          cell: (row) => (
            <Link to={`/invoices/${row.invoiceId}`} prefetch="intent" className="figure">
              {row.reference}
            </Link>
          ),
        },
      ]}
    />
  );
}

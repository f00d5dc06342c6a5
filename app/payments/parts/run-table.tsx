import type { ReactNode } from 'react';
import { DateText } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { runRef } from '../counted.ts';

type Run = {
  id: string;
  number: number;
  status: string;
  clientName: string;
  payOn: string;
  totalMinor: number;
  paymentCount: number;
  currency: string;
  createdByName: string;
  approvedByName: string | null;
};

/** Payment runs as a list. */
export function RunTable({ runs, empty }: { runs: Run[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Payment runs"
      rows={runs}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/payments/${id}`}
      empty={empty}
      columns={[
        { key: 'ref', header: 'Run', primary: true, cell: (run) => runRef(run.number) },
        { key: 'client', header: 'Program', cell: (run) => run.clientName },
        { key: 'status', header: 'Status', cell: (run) => <Status status={run.status} /> },
        { key: 'payOn', header: 'Pays on', cell: (run) => <DateText date={run.payOn} /> },
        { key: 'by', header: 'Drafted by', hideOnPhone: true, cell: (run) => run.createdByName },
        {
          key: 'approved',
          header: 'Approved by',
          hideOnPhone: true,
          cell: (run) => run.approvedByName ?? '–',
        },
        {
          key: 'count',
          header: 'Payments',
          align: 'right',
          hideOnPhone: true,
          cell: (run) => run.paymentCount,
        },
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: (run) => <span className="figure">{formatMoney(run.totalMinor, run.currency)}</span>,
        },
      ]}
    />
  );
}

import type { ReactNode } from 'react';
import { When } from '#app/ui/amount.tsx';
import { Badge, Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { counted } from '../counted.ts';

type RunRow = Period & {
  id: string;
  status: string;
  clientName: string;
  currency: string;
  timeZone: string;
  lines: number | null;
  totalMinor: number | null;
  finalizedAt: Date | null;
  finalizing: boolean;
  lastProblem: string | null;
};

/** Billing runs as a list. */
export function RunTable({ runs, empty }: { runs: RunRow[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Billing runs"
      rows={runs}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/billing/${id}`}
      empty={empty}
      columns={[
        { key: 'period', header: 'Period', primary: true, cell: (run) => formatPeriod(run) },
        { key: 'client', header: 'Program', cell: ({ clientName }) => clientName },
        { key: 'status', header: 'Status', cell: (run) => <RunStatus run={run} /> },
        {
          key: 'finalized',
          header: 'Finalized',
          hideOnPhone: true,
          cell: ({ finalizedAt, timeZone }) =>
            finalizedAt ? <When at={finalizedAt} timeZone={timeZone} /> : null,
        },
        {
          key: 'lines',
          header: 'Lines',
          align: 'right',
          cell: ({ lines }) => (lines === null ? null : counted(lines, 'line')),
        },
        {
          key: 'total',
          header: 'Client total',
          align: 'right',
          cell: ({ totalMinor, currency }) =>
            totalMinor === null ? null : formatMoney(totalMinor, currency),
        },
      ]}
    />
  );
}

function RunStatus({ run }: { run: RunRow }) {
  if (run.finalizing) return <Status status="running" label="Finalizing" />;
  return (
    <>
      <Status status={run.status} />
      {run.lastProblem && run.status === 'previewed' ? <Badge tone="attention">was stopped</Badge> : null}
    </>
  );
}

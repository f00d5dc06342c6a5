import type { ReactNode } from 'react';
import { DateText } from '#app/ui/amount.tsx';
import { Badge, Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Row = {
  id: string;
  kind: 'export' | 'erasure';
  status: string;
  person: string;
  supplierName: string | null;
  dueOn: string;
  requestedByName: string | null;
};

export const asksFor = { export: 'A copy of their data', erasure: 'To be forgotten' };

/** Requests with the day on which each is due; one that is late says so. */
export function RequestTable({ rows, today, empty }: { rows: Row[]; today: string; empty: ReactNode }) {
  return (
    <DataTable
      caption="Requests"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/privacy/${id}`}
      empty={empty}
      columns={[
        { key: 'person', header: 'Person', primary: true, cell: (row) => row.person },
        { key: 'kind', header: 'Asks for', cell: (row) => asksFor[row.kind] },
        { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
        {
          key: 'due',
          header: 'Due',
          cell: (row) => (
            <>
              <DateText date={row.dueOn} />
              {row.status === 'open' && row.dueOn < today ? <Badge tone="wrong">late</Badge> : null}
            </>
          ),
        },
        {
          key: 'supplier',
          header: 'Supplier',
          hideOnPhone: true,
          cell: (row) => row.supplierName ?? '\u2013',
        },
        {
          key: 'by',
          header: 'Recorded by',
          hideOnPhone: true,
          cell: (row) => row.requestedByName ?? '\u2013',
        },
      ]}
    />
  );
}

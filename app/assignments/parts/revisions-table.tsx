import { DateText, Rate } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

type RevisionShown = {
  id: string;
  number: number;
  status: string;
  effectiveFrom: string;
  billRate: string;
  proposedByName: string;
};

/** Every change of the rates that was ever proposed. */
export function RevisionsTable({ rows }: { rows: RevisionShown[] }) {
  if (rows.length === 0) return <p>The rates are as they were agreed at the start.</p>;
  return (
    <DataTable
      caption="Revisions, the latest first"
      dense
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/revisions/${row.id}`}
      empty=""
      columns={[
        { key: 'number', header: 'Revision', primary: true, cell: (row) => `Revision ${row.number}` },
        { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
        { key: 'from', header: 'For work from', cell: (row) => <DateText date={row.effectiveFrom} /> },
        { key: 'rate', header: 'Bill rate', align: 'right', cell: (row) => <Rate rate={row.billRate} /> },
        { key: 'by', header: 'Proposed by', cell: (row) => row.proposedByName },
      ]}
    />
  );
}

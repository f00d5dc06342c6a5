import { DateText, When } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

export type ImportShown = {
  id: string;
  status: string;
  fileName: string;
  effectiveFrom: string;
  usableCount: number;
  refusedCount: number;
  createdAt: Date;
};

/** The latest imports of a rate card, posted or not. */
export function Imports({ imports, timeZone }: { imports: ImportShown[]; timeZone: string }) {
  return (
    <DataTable
      caption="Imports of the rate card"
      dense
      columns={[
        { key: 'file', header: 'File', primary: true, cell: (one) => one.fileName },
        { key: 'status', header: 'Status', cell: (one) => <Status status={one.status} /> },
        { key: 'from', header: 'Rates from', cell: (one) => <DateText date={one.effectiveFrom} /> },
        {
          key: 'rows',
          header: 'Rows',
          align: 'right',
          cell: (one) => (one.usableCount + one.refusedCount).toLocaleString('en'),
        },
        { key: 'read', header: 'Read', cell: (one) => <When at={one.createdAt} timeZone={timeZone} /> },
      ]}
      rows={imports}
      rowKey={(one) => one.id}
      rowTo={(one) => `/rate-card-imports/${one.id}`}
      empty="No rate card was imported yet."
    />
  );
}

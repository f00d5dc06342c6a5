import { Link } from '@remix-run/react';
import { Rate, When } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { payCodeName } from '../rules.ts';
import { formatDays, type BillRate } from './rates-table.tsx';

type Replaced = BillRate & { supersededAt: Date | string | null };

/** What once counted: rates that a revision replaced are kept to be seen. Says nothing where there are none. */
export function ReplacedRates({ rows, timeZone }: { rows: Replaced[]; timeZone: string }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>Rates that were replaced ({rows.length})</summary>
      <DataTable
        caption="Rates that a revision replaced, the latest first"
        dense
        rows={rows}
        rowKey={(row) => row.id}
        empty=""
        columns={[
          { key: 'code', header: 'Pay code', primary: true, cell: (row) => payCodeName[row.payCode] },
          { key: 'for', header: 'Held for work', cell: (row) => formatDays(row) },
          {
            key: 'bill',
            header: 'Bill rate',
            align: 'right',
            cell: (row) => (
              <Link to={`/proofs/rates/${row.id}`} prefetch="intent">
                <Rate rate={row.billRate} />
              </Link>
            ),
          },
          {
            key: 'at',
            header: 'Replaced',
            cell: (row) => (row.supersededAt ? <When at={row.supersededAt} timeZone={timeZone} /> : null),
          },
        ]}
      />
    </details>
  );
}

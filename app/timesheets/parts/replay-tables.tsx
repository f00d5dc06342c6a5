import { Link } from '@remix-run/react';
import { DateText, Hours, Money } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { sum } from '#app/values/money.ts';
import type { ReplayLine, SupplierTotal } from '../replay.ts';
import { payCodeName } from '../week-of-time.ts';

const difference = ({ beforeMinor, afterMinor }: { beforeMinor: number; afterMinor: number }) =>
  afterMinor - beforeMinor;

/** What a replay comes to for each supplier, and in all. */
export function ReplayTotals({ totals, currency }: { totals: SupplierTotal[]; currency: string }) {
  const all = {
    beforeMinor: sum(totals.map(({ beforeMinor }) => beforeMinor)),
    afterMinor: sum(totals.map(({ afterMinor }) => afterMinor)),
  };
  return (
    <DataTable
      caption={`Totals by supplier in ${currency}`}
      dense
      rows={totals}
      rowKey={(row) => row.supplierId}
      empty="Nothing was replayed."
      columns={[
        {
          key: 'supplier',
          header: 'Supplier',
          primary: true,
          cell: (row) => row.supplierName,
          footer: 'All',
        },
        { key: 'weeks', header: 'Weeks', align: 'right', cell: (row) => row.weeks },
        {
          key: 'before',
          header: `As it is, ${currency}`,
          align: 'right',
          cell: (row) => <Money minor={row.beforeMinor} />,
          footer: <Money minor={all.beforeMinor} />,
        },
        {
          key: 'after',
          header: 'As tried',
          align: 'right',
          cell: (row) => <Money minor={row.afterMinor} />,
          footer: <Money minor={all.afterMinor} />,
        },
        {
          key: 'difference',
          header: 'Difference',
          align: 'right',
          cell: (row) => <Money minor={difference(row)} strong />,
          footer: <Money minor={difference(all)} strong />,
        },
      ]}
    />
  );
}

/** The lines of time that a trial changes: minutes and money, before and after. */
export function ReplayLines({ lines, currency }: { lines: ReplayLine[]; currency: string }) {
  return (
    <DataTable
      caption={`Lines that would change, in ${currency}`}
      dense
      rows={lines}
      rowKey={(row) => `${row.timesheetId} ${row.payCode}`}
      empty="Not a single line would change."
      columns={[
        {
          key: 'worker',
          header: 'Worker',
          primary: true,
          cell: (row) => (
            <Link to={`/timesheets/${row.timesheetId}`}>
              {row.workerName} <span className="quiet">{row.ref}</span>
            </Link>
          ),
        },
        { key: 'week', header: 'Week ends', cell: (row) => <DateText date={row.weekEndsOn} /> },
        { key: 'code', header: 'Pay code', cell: (row) => payCodeName[row.payCode] },
        {
          key: 'hoursBefore',
          header: 'Hours as is',
          align: 'right',
          cell: (row) => <Hours minutes={row.minutesBefore} />,
        },
        {
          key: 'hoursAfter',
          header: 'Hours as tried',
          align: 'right',
          cell: (row) => <Hours minutes={row.minutesAfter} />,
        },
        {
          key: 'before',
          header: `Amount as is, ${currency}`,
          align: 'right',
          cell: (row) => <Money minor={row.beforeMinor} />,
        },
        {
          key: 'after',
          header: 'Amount as tried',
          align: 'right',
          cell: (row) => <Money minor={row.afterMinor} />,
        },
        {
          key: 'difference',
          header: 'Difference',
          align: 'right',
          cell: (row) => <Money minor={difference(row)} strong />,
        },
      ]}
    />
  );
}

import { DateText, Money } from '#app/ui/amount.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import type { ReactNode } from 'react';
import { percentUsed, type Standing } from '../standing.ts';

export type OrderRow = Standing & {
  id: string;
  number: string;
  clientName: string;
  currency: string;
  startsOn: string;
  endsOn: string | null;
  closedOn: string | null;
  assignments: number;
};

const NEARLY_USED = 0.9;

/** How much of an order's funds is billed or approved, with a word where little is left. */
export function Used({ order }: { order: Standing }) {
  const used = order.consumedMinor + order.committedMinor;
  const isLow = used > order.fundsMinor * NEARLY_USED;
  return (
    <>
      {isLow ? <Badge tone={order.remainingMinor < 0 ? 'wrong' : 'attention'}>low</Badge> : null}{' '}
      <span className="figure">{percentUsed(used, order.fundsMinor)}</span>
    </>
  );
}

/** Purchase orders with what is left of each. */
export function OrderTable({
  rows,
  showsClient,
  empty,
}: {
  rows: OrderRow[];
  showsClient: boolean;
  empty: ReactNode;
}) {
  const money = (
    key: 'fundsMinor' | 'consumedMinor' | 'committedMinor' | 'remainingMinor',
    header: string,
  ) => ({
    key,
    header,
    align: 'right' as const,
    cell: (row: OrderRow) => <Money minor={row[key]} currency={row.currency} />,
  });
  const columns: Column<OrderRow>[] = [
    { key: 'number', header: 'Order', primary: true, cell: ({ number }) => `PO ${number}` },
    ...(showsClient
      ? [{ key: 'client', header: 'Program', cell: ({ clientName }: OrderRow) => clientName }]
      : []),
    money('fundsMinor', 'Funds'),
    money('consumedMinor', 'Billed'),
    money('committedMinor', 'Approved'),
    money('remainingMinor', 'Left'),
    { key: 'used', header: 'Used', align: 'right', cell: (row) => <Used order={row} /> },
    {
      key: 'assignments',
      header: 'Assignments',
      align: 'right',
      cell: ({ assignments }) => assignments.toLocaleString('en'),
      hideOnPhone: true,
    },
    {
      key: 'ends',
      header: 'Until',
      cell: ({ endsOn }) => (endsOn ? <DateText date={endsOn} /> : 'No end'),
      hideOnPhone: true,
    },
  ];
  return (
    <DataTable
      caption="Purchase orders"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/purchase-orders/${id}`}
      columns={columns}
      empty={empty}
    />
  );
}

import { Hours, Money } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { amountOf, type Sums } from '../document.ts';

export type SumRow = Sums & {
  key: string;
  to: string;
  code?: string;
  name: string;
  purchaseOrder?: string | null;
};

/** Which parts the document has at all; what is nothing everywhere has no column. */
export type Parts = { discount: boolean; fee: boolean; tax: boolean; orders: boolean };

/**
 * Part sums of a document; each leads to the lines behind it.
 * @param total the document's own totals under the columns; null where not every row is shown
 */
export function SumTable({
  head,
  rows,
  total,
  parts,
}: {
  head: string;
  rows: SumRow[];
  total: Sums | null;
  parts: Parts;
}) {
  const name: Column<SumRow> = {
    key: 'name',
    header: head,
    primary: true,
    cell: (row) => (row.code ? `${row.code} ${row.name}` : row.name),
    footer: total ? 'Total' : undefined,
  };
  const order: Column<SumRow> = {
    key: 'order',
    header: 'PO',
    cell: ({ purchaseOrder }) => purchaseOrder ?? <span className="text-soft">none</span>,
  };
  return (
    <DataTable
      caption={`By ${head.toLowerCase()}`}
      rows={rows}
      rowKey={({ key }) => key}
      rowTo={({ to }) => to}
      empty="Nothing."
      dense
      columns={[
        name,
        ...(parts.orders ? [order] : []),
        ...hourColumns(rows, total),
        ...moneyColumns(total, parts),
      ]}
    />
  );
}

/** Hours in one column, or apart where there is overtime. */
function hourColumns(rows: SumRow[], total: Sums | null): Column<SumRow>[] {
  const hours = (key: string, header: string, of: (sums: Sums) => number): Column<SumRow> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Hours minutes={of(row)} />,
    footer: total ? <Hours minutes={of(total)} /> : undefined,
  });
  const overtime = rows.some(({ overtimeMinutes }) => overtimeMinutes !== 0);
  const double = rows.some(({ doubleMinutes }) => doubleMinutes !== 0);
  if (!overtime && !double) return [hours('hours', 'Hours', ({ minutes }) => minutes)];
  return [
    hours('straight', 'Straight', (sums) => sums.minutes - sums.overtimeMinutes - sums.doubleMinutes),
    ...(overtime ? [hours('overtime', 'Overtime', ({ overtimeMinutes }) => overtimeMinutes)] : []),
    ...(double ? [hours('double', 'Double', ({ doubleMinutes }) => doubleMinutes)] : []),
  ];
}

function moneyColumns(total: Sums | null, parts: Parts): Column<SumRow>[] {
  const money = (key: string, header: string, of: (sums: Sums) => number): Column<SumRow> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={of(row)} />,
    footer: total ? <Money minor={of(total)} strong={key === 'total'} /> : undefined,
  });
  return [
    ...(parts.fee || parts.discount || parts.tax ? [money('amount', 'Amount', amountOf)] : []),
    ...(parts.discount ? [money('discount', 'Discount', ({ discountMinor }) => discountMinor)] : []),
    ...(parts.fee ? [money('fee', 'Fees', ({ feeMinor }) => feeMinor)] : []),
    ...(parts.tax ? [money('tax', 'Tax', ({ taxMinor }) => taxMinor)] : []),
    money('total', 'Total', ({ totalMinor }) => totalMinor),
  ];
}

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
  const figure = (
    key: string,
    header: string,
    of: (sums: Sums) => number,
    strong = false,
  ): Column<SumRow> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={of(row)} />,
    footer: total ? <Money minor={of(total)} strong={strong} /> : undefined,
  });
  const hours = (key: string, header: string, of: (sums: Sums) => number): Column<SumRow> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Hours minutes={of(row)} />,
    footer: total ? <Hours minutes={of(total)} /> : undefined,
  });
  const overtime = rows.some(({ overtimeMinutes }) => overtimeMinutes !== 0);
  const double = rows.some(({ doubleMinutes }) => doubleMinutes !== 0);
  const straight = ({ minutes, overtimeMinutes, doubleMinutes }: Sums) =>
    minutes - overtimeMinutes - doubleMinutes;
  const columns: (Column<SumRow> | null)[] = [
    {
      key: 'name',
      header: head,
      primary: true,
      cell: ({ code, name }) => (code ? `${code} ${name}` : name),
      footer: total ? 'Total' : undefined,
    },
    parts.orders
      ? {
          key: 'order',
          header: 'PO',
          cell: ({ purchaseOrder }) => purchaseOrder ?? <span className="text-soft">none</span>,
        }
      : null,
    overtime || double
      ? hours('straight', 'Straight', straight)
      : hours('hours', 'Hours', ({ minutes }) => minutes),
    overtime ? hours('overtime', 'Overtime', ({ overtimeMinutes }) => overtimeMinutes) : null,
    double ? hours('double', 'Double', ({ doubleMinutes }) => doubleMinutes) : null,
    parts.fee || parts.discount || parts.tax ? figure('amount', 'Amount', amountOf) : null,
    parts.discount ? figure('discount', 'Discount', ({ discountMinor }) => discountMinor) : null,
    parts.fee ? figure('fee', 'Fees', ({ feeMinor }) => feeMinor) : null,
    parts.tax ? figure('tax', 'Tax', ({ taxMinor }) => taxMinor) : null,
    figure('total', 'Total', ({ totalMinor }) => totalMinor, true),
  ];
  return (
    <DataTable
      caption={`By ${head.toLowerCase()}`}
      rows={rows}
      rowKey={({ key }) => key}
      rowTo={({ to }) => to}
      empty="Nothing."
      dense
      columns={columns.filter((column) => column !== null)}
    />
  );
}

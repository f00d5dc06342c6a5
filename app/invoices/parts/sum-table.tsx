import { Hours, Money } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';

type Sums = { minutes: number; timeMinor: number; feeMinor: number; totalMinor: number };
type Row = Sums & { id: string; code?: string; name: string };

/**
 * Part sums of a document; each leads to the lines behind it.
 * @param total the document, whose own totals stand under the columns; null where not every row is shown
 */
export function SumTable({
  head,
  rows,
  total,
  withFees,
  to,
}: {
  head: string;
  rows: Row[];
  total: Sums | null;
  /** A document without fees has one amount and not three. */
  withFees: boolean;
  to: (id: string) => string;
}) {
  const money = (key: keyof Sums, header: string): Column<Row> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={row[key]} />,
    footer: total ? <Money minor={total[key]} /> : undefined,
  });
  return (
    <DataTable
      caption={`By ${head.toLowerCase()}`}
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => to(id)}
      empty="Nothing."
      dense
      columns={[
        {
          key: 'name',
          header: head,
          primary: true,
          cell: ({ code, name }) => (code ? `${code} ${name}` : name),
          footer: total ? 'Total' : undefined,
        },
        {
          key: 'hours',
          header: 'Hours',
          align: 'right',
          cell: ({ minutes }) => <Hours minutes={minutes} />,
          footer: total ? <Hours minutes={total.minutes} /> : undefined,
        },
        ...(withFees ? [money('timeMinor', 'Time'), money('feeMinor', 'Fees')] : []),
        money('totalMinor', 'Total'),
      ]}
    />
  );
}

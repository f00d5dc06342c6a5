import { Money, Percent } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatFactor } from '../measures.ts';

type Sums = { atRiskMinor: number; creditMinor: number; exactMinor: string; earnBackMinor: number };
type Row = {
  serviceLevelId: string;
  name: string;
  weight: string;
  miss: string;
  multiplier: string;
  creditMinor: number;
  earnBackMinor: number;
};

/** What each level costs, and what the month comes to. */
export function CreditArithmetic({ card, levels }: { card: Sums; levels: Row[] }) {
  const isCapped = Number(card.exactMinor) > card.atRiskMinor;
  return (
    <>
      <DataTable
        caption="How the credit comes about"
        rows={levels}
        rowKey={({ serviceLevelId }) => serviceLevelId}
        columns={columnsFor(card)}
        dense
        empty="No level was agreed for this month."
      />
      {isCapped ? (
        <p>
          The levels would come to <Money minor={Math.round(Number(card.exactMinor))} />; the credit stops at
          what is at risk, and the levels share it.
        </p>
      ) : null}
    </>
  );
}

function columnsFor({ creditMinor, earnBackMinor }: Sums): Column<Row>[] {
  const columns: Column<Row>[] = [
    { key: 'name', header: 'Level', primary: true, cell: ({ name }) => name, footer: 'Credit of the month' },
    { key: 'weight', header: 'Weight', align: 'right', cell: ({ weight }) => <Percent fraction={weight} /> },
    {
      key: 'miss',
      header: 'Missed',
      align: 'right',
      cell: ({ miss }) => <span className="figure">{formatFactor(miss)}</span>,
    },
    {
      key: 'multiplier',
      header: 'In a row',
      align: 'right',
      cell: ({ multiplier }) => <span className="figure">× {formatFactor(multiplier)}</span>,
    },
    {
      key: 'credit',
      header: 'Credit',
      align: 'right',
      cell: (row) => <Money minor={row.creditMinor} />,
      footer: <Money minor={creditMinor} strong />,
    },
  ];
  if (earnBackMinor > 0)
    columns.push({
      key: 'earned',
      header: 'Earned back',
      align: 'right',
      cell: (row) => <Money minor={row.earnBackMinor} />,
      footer: <Money minor={earnBackMinor} strong />,
    });
  return columns;
}

import { Link } from '@remix-run/react';
import { Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { percentUsed } from '../standing.ts';

type Row = {
  costCenterId: string;
  code: string;
  name: string;
  budgetMinor: number | null;
  spentMinor: number;
};

/** Cost centers with budget and what was billed to them. `proofOf` leads to how that comes about. */
export function BudgetTable({ rows, proofOf }: { rows: Row[]; proofOf: (costCenterId: string) => string }) {
  const budget = rows.reduce((sum, row) => sum + (row.budgetMinor ?? 0), 0);
  const spent = rows.reduce((sum, row) => sum + row.spentMinor, 0);
  const ofBudgeted = rows.reduce((sum, row) => sum + (row.budgetMinor === null ? 0 : row.spentMinor), 0);
  return (
    <DataTable
      caption="Budgets by cost center"
      rows={rows}
      rowKey={({ costCenterId }) => costCenterId}
      empty={
        <EmptyState title="No cost center yet">
          Budgets are set for the cost centers of the program.
        </EmptyState>
      }
      columns={[
        {
          key: 'center',
          header: 'Cost center',
          primary: true,
          cell: ({ code, name }) => `${code} ${name}`,
          footer: 'All',
        },
        {
          key: 'budget',
          header: 'Budget',
          align: 'right',
          cell: ({ budgetMinor }) => (budgetMinor === null ? 'none' : <Money minor={budgetMinor} />),
          footer: <Money minor={budget} strong />,
        },
        {
          key: 'spent',
          header: 'Billed',
          align: 'right',
          cell: ({ costCenterId, code, spentMinor }) =>
            spentMinor === 0 ? (
              <Money minor={spentMinor} />
            ) : (
              <Link to={proofOf(costCenterId)}>
                <Money minor={spentMinor} />
                <span className="visually-hidden"> billed to {code}, explained</span>
              </Link>
            ),
          footer: <Money minor={spent} strong />,
        },
        {
          key: 'used',
          header: 'Used',
          align: 'right',
          cell: ({ budgetMinor, spentMinor }) => (
            <>
              {budgetMinor !== null && spentMinor > budgetMinor ? <Badge tone="wrong">over</Badge> : null}{' '}
              {budgetMinor === null ? '–' : percentUsed(spentMinor, budgetMinor)}
            </>
          ),
          footer: percentUsed(ofBudgeted, budget),
        },
      ]}
    />
  );
}

import { Link } from '@remix-run/react';
import { Money } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { spendLink } from '../forms.ts';
import { saysBudget, type Budgeted } from '../says-budget.ts';
import { shareOf } from '../says.ts';

type Center = Budgeted & { costCenterId: string };

/** Cost centers against the budget of the year: each leads to the lines behind it. */
export function BudgetTable({
  budget: { clientId, year, centers },
  currency,
}: {
  budget: { clientId: string; year: number; centers: Center[] };
  currency: string;
}) {
  const months = { from: `${year}-01`, to: `${year}-12` };
  return (
    <Section
      title={`Against the budget of ${year}`}
      lead={saysBudget(year, centers, currency)}
      action={<LinkButton to={`/budgets?program=${clientId}&year=${year}`}>Budgets</LinkButton>}
    >
      <DataTable
        dense
        caption={`Cost centers against the budget of ${year}`}
        rows={centers}
        rowKey={({ costCenterId }) => costCenterId}
        empty="No budget."
        columns={[
          {
            key: 'center',
            header: 'Cost center',
            primary: true,
            cell: ({ costCenterId, code, name }) => (
              <Link to={spendLink('/spend/lines', { client: clientId, costCenter: costCenterId, months })}>
                {code} {name}
              </Link>
            ),
          },
          {
            key: 'spent',
            header: 'Billed',
            align: 'right',
            cell: ({ spentMinor }) => <Money minor={spentMinor} />,
          },
          {
            key: 'budget',
            header: 'Budget',
            align: 'right',
            cell: ({ budgetMinor }) => <Money minor={budgetMinor ?? 0} />,
          },
          {
            key: 'used',
            header: 'Of budget',
            align: 'right',
            cell: ({ spentMinor, budgetMinor }) => shareOf(spentMinor, budgetMinor ?? 0) ?? '0 %',
          },
        ]}
      />
    </Section>
  );
}

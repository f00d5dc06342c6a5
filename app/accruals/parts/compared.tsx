import { Money } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { accrualError } from '../comparison.ts';

type Difference = {
  assignmentId: string | null;
  name: string;
  accruedMinor: number;
  billedMinor: number;
};
type Props = {
  accruedMinor: number;
  currency: string;
  comparison: { billedMinor: number; differences: Difference[] };
};

/** What was billed meanwhile for what was accrued, and by how much the accrual missed it. */
export function ComparedWithBilled({ accruedMinor, currency, comparison }: Props) {
  const { billedMinor, differences } = comparison;
  const error = accrualError(accruedMinor, billedMinor);
  const lead =
    error === null
      ? 'None of it is billed yet. Once the next documents are issued, what they bill for the month stands here.'
      : `${formatMoney(billedMinor, currency)} was billed since for service up to the month end, against ${formatMoney(accruedMinor, currency)} accrued: an error of ${error}.`;
  return (
    <Section title="Compared with what was billed" lead={lead}>
      {error !== null && differences.length > 0 ? (
        <DataTable
          dense
          caption="Largest differences"
          rows={differences}
          rowKey={({ assignmentId }) => assignmentId ?? 'flat'}
          rowTo={({ assignmentId }) => (assignmentId ? `/assignments/${assignmentId}` : '/invoices')}
          columns={columns}
          empty="None."
        />
      ) : null}
    </Section>
  );
}

const columns: Column<Difference>[] = [
  { key: 'name', header: 'Largest differences', primary: true, cell: ({ name }) => name },
  {
    key: 'accrued',
    header: 'Accrued',
    align: 'right',
    cell: ({ accruedMinor }) => <Money minor={accruedMinor} />,
  },
  {
    key: 'billed',
    header: 'Billed',
    align: 'right',
    cell: ({ billedMinor }) => <Money minor={billedMinor} />,
  },
  {
    key: 'missed',
    header: 'Difference',
    align: 'right',
    cell: ({ accruedMinor, billedMinor }) => <Money minor={accruedMinor - billedMinor} />,
  },
];

import { Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMonth } from '#app/values/week.ts';

type Month = { month: string; invoiceId: string | null; reference: string | null; totalMinor: number | null };

/** The months of a program that flat fees were in force in, and what was issued for each. */
export function FeeMonths({ months, to }: { months: Month[]; to: (month: string) => string }) {
  return (
    <DataTable
      caption="Months with flat fees"
      rows={months}
      rowKey={({ month }) => month}
      rowTo={(row) => (row.invoiceId ? `/invoices/${row.invoiceId}` : to(row.month))}
      dense
      empty={
        <EmptyState title="No month is over yet">
          A month is invoiced once it is over. The first flat fee of this program starts later, or this month.
        </EmptyState>
      }
      columns={[
        { key: 'month', header: 'Month', primary: true, cell: ({ month }) => formatMonth(month) },
        {
          key: 'document',
          header: 'Invoice',
          cell: ({ reference }) => reference ?? <Badge tone="waiting">not invoiced</Badge>,
        },
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: ({ totalMinor }) => (totalMinor === null ? '' : <Money minor={totalMinor} />),
        },
        {
          key: 'look',
          header: '',
          align: 'right',
          cell: ({ invoiceId, month }) =>
            invoiceId ? null : <LinkButton to={to(month)}>Look at it</LinkButton>,
        },
      ]}
    />
  );
}

import { Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { LeftOut, PlannedPayment } from '../plan.ts';

/** What a run would pay, supplier by supplier. */
export function PlanTable({ payments, totalMinor }: { payments: PlannedPayment[]; totalMinor: number }) {
  return (
    <DataTable
      caption="What this run would pay"
      rows={payments}
      rowKey={({ supplierId }) => supplierId}
      empty={
        <EmptyState title="Nothing can be paid now">
          Statements that are payable are left out below, or in another run.
        </EmptyState>
      }
      columns={[
        {
          key: 'supplier',
          header: 'Supplier',
          primary: true,
          cell: (row) => row.supplierName,
          footer: 'Total',
        },
        {
          key: 'documents',
          header: 'Documents',
          cell: (row) =>
            row.items
              .map(({ reference }) => reference)
              .slice(0, 6)
              .join(', ') + more(row.items.length),
        },
        {
          key: 'credits',
          header: 'Credits netted',
          align: 'right',
          cell: (row) => <Money minor={creditsOf(row)} />,
        },
        {
          key: 'amount',
          header: 'Pays',
          align: 'right',
          cell: (row) => <Money minor={row.amountMinor} strong />,
          footer: <Money minor={totalMinor} strong />,
        },
      ]}
    />
  );
}

const creditsOf = ({ items }: PlannedPayment): number =>
  items.reduce((total, one) => total + Math.min(one.amountMinor, 0), 0);

const more = (count: number) => (count > 6 ? ` and ${count - 6} more` : '');

/** Who is not paid by it, and why. */
export function LeftOutTable({ leftOut }: { leftOut: LeftOut[] }) {
  return (
    <DataTable
      caption="Suppliers that are left out"
      rows={leftOut}
      rowKey={({ supplierId }) => supplierId}
      empty="Nobody is left out."
      columns={[
        { key: 'supplier', header: 'Supplier', primary: true, cell: (row) => row.supplierName },
        { key: 'why', header: 'Why', cell: (row) => `Left out: ${row.why}.` },
        { key: 'amount', header: 'Open', align: 'right', cell: (row) => <Money minor={row.amountMinor} /> },
      ]}
    />
  );
}

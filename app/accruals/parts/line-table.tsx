import { Hours, Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { className, type AccrualClass } from '../classes.ts';

export type LineShown = {
  id: number | null;
  class: AccrualClass;
  supplierName: string | null;
  assignmentId: string | null;
  assignmentNumber: number | null;
  workerName: string | null;
  costCenter: string | null;
  purchaseOrder: string | null;
  minutes: number;
  amountMinor: number;
  feeMinor: number;
  taxMinor: number;
  clientMinor: number;
  supplierMinor: number;
  method: string;
};

/** The lines of an accrual, each with the method by which it came about. */
export function AccrualLines({ rows, withSupply }: { rows: LineShown[]; withSupply: boolean }) {
  const money = (
    key: 'amountMinor' | 'feeMinor' | 'taxMinor' | 'clientMinor' | 'supplierMinor',
    header: string,
  ): Column<LineShown> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={row[key]} />,
  });
  return (
    <DataTable
      dense
      caption="Lines of the accrual"
      rows={rows}
      rowKey={(row) =>
        row.id === null ? `${row.assignmentId} ${row.method} ${row.costCenter}` : String(row.id)
      }
      rowTo={({ assignmentId }) => (assignmentId ? `/assignments/${assignmentId}` : '/accruals')}
      empty={<EmptyState title="No line" />}
      columns={[
        {
          key: 'who',
          header: 'For',
          primary: true,
          cell: ({ workerName, assignmentNumber }) =>
            workerName ? `${workerName}, A-${assignmentNumber}` : 'Flat fee',
        },
        { key: 'class', header: 'Class', cell: (row) => className(row.class) },
        { key: 'method', header: 'Method', cell: ({ method }) => method },
        {
          key: 'supplier',
          header: 'Supplier',
          cell: ({ supplierName }) => supplierName ?? '',
          hideOnPhone: true,
        },
        {
          key: 'center',
          header: 'Cost center',
          cell: ({ costCenter }) => costCenter ?? '',
          hideOnPhone: true,
        },
        {
          key: 'order',
          header: 'Order',
          cell: ({ purchaseOrder }) => (purchaseOrder ? `PO ${purchaseOrder}` : ''),
          hideOnPhone: true,
        },
        { key: 'hours', header: 'Hours', align: 'right', cell: ({ minutes }) => <Hours minutes={minutes} /> },
        money('amountMinor', 'Work'),
        ...(withSupply ? [money('feeMinor', 'Fees'), money('supplierMinor', 'Supplier gets')] : []),
        money('taxMinor', 'Tax'),
        money('clientMinor', 'Client pays'),
      ]}
    />
  );
}

import { Link } from '@remix-run/react';
import { DateText, Hours, Money } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatPeriod } from '#app/values/period.ts';
import type { RemittedDocument, RemittedLine } from '../remittance.ts';

/** One row for each document that a payment pays, with why it pays less where it does. */
export function RemittedDocuments({ rows, netMinor }: { rows: RemittedDocument[]; netMinor: number }) {
  return (
    <DataTable
      caption="Documents that this payment pays"
      rows={rows}
      rowKey={({ id }) => id}
      empty="This payment pays no document any more."
      columns={[
        {
          key: 'reference',
          header: 'Document',
          primary: true,
          cell: (row) => <Link to={`/invoices/${row.id}`}>{row.reference}</Link>,
          footer: 'Net',
        },
        { key: 'kind', header: 'Kind', cell: (row) => (row.kind === 'self_bill' ? 'Statement' : 'Credit') },
        { key: 'period', header: 'Period', hideOnPhone: true, cell: formatPeriod },
        { key: 'gross', header: 'Gross', align: 'right', cell: (row) => <Money minor={row.grossMinor} /> },
        {
          key: 'deducted',
          header: 'Fees and discounts',
          align: 'right',
          cell: (row) => <Money minor={row.feeMinor + row.discountMinor} />,
        },
        {
          key: 'tax',
          header: 'Tax',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => <Money minor={row.taxMinor} />,
        },
        { key: 'short', header: 'Short-paid because', cell: (row) => row.shortReason || '–' },
        {
          key: 'paid',
          header: 'Paid',
          align: 'right',
          cell: (row) => <Money minor={row.paidMinor} />,
          footer: <Money minor={netMinor} strong />,
        },
      ]}
    />
  );
}

/**
 * The lines of those documents, with the supplier's own references.
 * @param own what those references are called for whoever reads
 */
export function RemittedLines({ rows, own }: { rows: RemittedLine[]; own: string }) {
  return (
    <DataTable
      caption="Lines that this payment pays"
      dense
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty="There are no lines."
      columns={[
        { key: 'worker', header: 'Worker', primary: true, cell: (row) => row.workerName },
        { key: 'own', header: own, cell: (row) => row.supplierReference ?? '–' },
        { key: 'assignment', header: 'Assignment', hideOnPhone: true, cell: (row) => row.assignmentRef },
        { key: 'document', header: 'Document', hideOnPhone: true, cell: (row) => row.document },
        { key: 'week', header: 'Week to', cell: (row) => <DateText date={row.weekEndsOn} /> },
        { key: 'code', header: 'Code', cell: (row) => row.payCode },
        { key: 'hours', header: 'Hours', align: 'right', cell: (row) => <Hours minutes={row.minutes} /> },
        { key: 'amount', header: 'Gross', align: 'right', cell: (row) => <Money minor={row.amountMinor} /> },
        {
          key: 'deducted',
          header: 'Fees and discounts',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => <Money minor={row.feeMinor + row.discountMinor} />,
        },
        {
          key: 'tax',
          header: 'Tax',
          align: 'right',
          hideOnPhone: true,
          cell: (row) => <Money minor={row.taxMinor} />,
        },
        { key: 'total', header: 'Net', align: 'right', cell: (row) => <Money minor={row.totalMinor} /> },
      ]}
    />
  );
}

import { Link } from '@remix-run/react';
import { AmountWithProof, DateText, Hours, Money, Rate } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { payCodeWord } from '../pay-codes.ts';

type Line = {
  id: number;
  timesheetId: string;
  timesheetRef: string;
  supplierName: string;
  workerName: string;
  assignmentNumber: number;
  jobTitle: string;
  weekEndsOn: string;
  payCode: string;
  costCenterCode: string;
  minutes: number;
  billRate: string;
  amountMinor: number;
  feeMinor: number;
  totalMinor: number;
  approvedBy: string | null;
  fees: { label: string; fraction: string; feeMinor: number }[];
};

const feeColumns: Column<Line>[] = [
  {
    key: 'amount',
    header: 'Time',
    align: 'right',
    hideOnPhone: true,
    cell: ({ amountMinor }) => <Money minor={amountMinor} />,
  },
  {
    key: 'fee',
    header: 'Fees',
    align: 'right',
    hideOnPhone: true,
    cell: ({ feeMinor }) => <Money minor={feeMinor} />,
  },
];

/** Lines in the order of the document: by supplier, worker, assignment, week and pay code. */
export function LineTable({
  lines,
  isInvoice,
  withFees,
}: {
  lines: Line[];
  isInvoice: boolean;
  withFees: boolean;
}) {
  const columns: (Column<Line> | null)[] = [
    { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
    isInvoice
      ? { key: 'supplier', header: 'Supplier', hideOnPhone: true, cell: ({ supplierName }) => supplierName }
      : null,
    {
      key: 'week',
      header: 'Week to',
      cell: ({ timesheetId, weekEndsOn }) => (
        <Link to={`/timesheets/${timesheetId}`} prefetch="intent">
          <DateText date={weekEndsOn} />
        </Link>
      ),
    },
    { key: 'code', header: 'Pay code', cell: ({ payCode }) => payCodeWord(payCode) },
    { key: 'center', header: 'Cost center', cell: ({ costCenterCode }) => costCenterCode },
    { key: 'hours', header: 'Hours', align: 'right', cell: ({ minutes }) => <Hours minutes={minutes} /> },
    { key: 'rate', header: 'Bill rate', align: 'right', cell: ({ billRate }) => <Rate rate={billRate} /> },
    ...(withFees ? feeColumns : []),
    {
      key: 'total',
      header: 'Total',
      align: 'right',
      cell: (line) => <Proof line={line} isInvoice={isInvoice} />,
    },
  ];
  return (
    <DataTable
      caption="Lines of the document"
      rows={lines}
      rowKey={({ id }) => String(id)}
      empty={<EmptyState title="No line fits this filter" />}
      dense
      columns={columns.filter((column) => column !== null)}
    />
  );
}

/** How a line comes about: hours times rate, rounded once, and each fee on that amount, rounded once. */
function Proof({ line, isInvoice }: { line: Line; isInvoice: boolean }) {
  const sign = isInvoice ? 1 : -1;
  return (
    <AmountWithProof minor={line.totalMinor} to={`/timesheets/${line.timesheetId}`}>
      <p>
        {formatHours(line.minutes)} h {payCodeWord(line.payCode).toLowerCase()} × {formatRate(line.billRate)}{' '}
        = {formatAmount(line.amountMinor)}
      </p>
      {line.fees.map((fee) => (
        <p key={fee.label}>
          {fee.label} {formatPercent(fee.fraction)} of {formatAmount(line.amountMinor)} ={' '}
          {formatAmount(sign * fee.feeMinor)}
        </p>
      ))}
      <p>
        A-{line.assignmentNumber}, {line.jobTitle}. {line.timesheetRef}
        {line.approvedBy ? `, approved by ${line.approvedBy}` : ''}.
      </p>
    </AmountWithProof>
  );
}

import { Link } from '@remix-run/react';
import { DateText, Hours, Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Step = {
  id: number;
  settledOn: string;
  amountMinor: number;
  receiptId: string | null;
  receiptReference: string | null;
  paymentId: string | null;
  paymentReference: string | null;
  againstId: string | null;
  againstReference: string | null;
};
type Sees = { seesReceipts: boolean; seesRemittances: boolean };

/** How a document was settled, step by step. */
export function SettlementTable({ rows, ...sees }: { rows: Step[] } & Sees) {
  return (
    <DataTable
      caption="How it was settled"
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={
        <EmptyState title="Nothing yet">
          Receipts, credits and payments appear here as they settle it.
        </EmptyState>
      }
      columns={[
        { key: 'by', header: 'By', primary: true, cell: (row) => <By step={row} {...sees} /> },
        { key: 'on', header: 'On', cell: (row) => <DateText date={row.settledOn} /> },
        { key: 'amount', header: 'Amount', align: 'right', cell: (row) => <Money minor={row.amountMinor} /> },
      ]}
    />
  );
}

function By({ step, seesReceipts, seesRemittances }: { step: Step } & Sees) {
  const { againstId, againstReference, receiptId, receiptReference, paymentId, paymentReference } = step;
  if (againstId && againstReference)
    return <Link to={`/invoices/${againstId}/payment`}>{againstReference}</Link>;
  if (receiptId && receiptReference)
    return seesReceipts ? (
      <Link to={`/receipts/${receiptId}`}>Receipt {receiptReference}</Link>
    ) : (
      <>A receipt</>
    );
  if (paymentId && paymentReference)
    return seesRemittances ? (
      <Link to={`/remittances/${paymentId}`}>
        {step.amountMinor < 0 ? 'Returned' : 'Payment'} {paymentReference}
      </Link>
    ) : (
      <>Payment {paymentReference}</>
    );
  return <>Settled</>;
}

type Line = {
  id: number;
  workerName: string;
  supplierReference: string | null;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  totalMinor: number;
  fundedOn: string | null;
};

/** The lines of a statement, each with whether the client's money has come for it. */
export function FundedTable({ rows }: { rows: Line[] }) {
  return (
    <DataTable
      caption="Lines of the statement"
      dense
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={<EmptyState title="There are no lines" />}
      columns={[
        { key: 'worker', header: 'Worker', primary: true, cell: (row) => row.workerName },
        {
          key: 'own',
          header: 'Supplier’s reference',
          hideOnPhone: true,
          cell: (row) => row.supplierReference ?? '–',
        },
        { key: 'week', header: 'Week to', cell: (row) => <DateText date={row.weekEndsOn} /> },
        { key: 'code', header: 'Code', cell: (row) => row.payCode },
        { key: 'hours', header: 'Hours', align: 'right', cell: (row) => <Hours minutes={row.minutes} /> },
        { key: 'net', header: 'Net', align: 'right', cell: (row) => <Money minor={row.totalMinor} /> },
        {
          key: 'funded',
          header: 'Client’s money',
          cell: (row) =>
            row.fundedOn ? (
              <>
                <Badge tone="good">Funded</Badge> <DateText date={row.fundedOn} />
              </>
            ) : (
              <Badge>Not yet</Badge>
            ),
        },
      ]}
    />
  );
}

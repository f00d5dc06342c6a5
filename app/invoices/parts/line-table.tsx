import { Link } from '@remix-run/react';
import { AmountWithProof, DateText, Hours, Money, Rate } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { formatDate } from '#app/values/week.ts';
import { splitWords } from '../document-remarks.ts';
import { isTime, payCodeWord } from '../pay-codes.ts';

type Line = {
  id: number;
  chargeId: number;
  timesheetId: string | null;
  expenseSheetId: string | null;
  sourceRef: string;
  supplierName: string;
  workerName: string;
  assignmentId: string;
  assignmentNumber: number;
  jobTitle: string;
  weekEndsOn: string;
  payCode: string;
  costCenterCode: string;
  minutes: number;
  billRate: string | null;
  amountMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  approvedBy: string | null;
  note: string;
  creditsLineOf: string | null;
  creditsInvoiceId: string | null;
  purchaseOrder: string | null;
  supplierReference: string | null;
  splits: { code: string; percent: string; totalMinor: number }[];
  fees: { label: string; fraction: string; feeMinor: number }[];
  fundedOn: string | null;
};

type Shown = {
  side: 'client' | 'supplier';
  currency: string;
  parts: { discount: boolean; fee: boolean; tax: boolean };
  /** Whether anybody may ask for the proof of a line on its page. */
  seesProof: boolean;
  /** Whether it matters if the client's money came: where suppliers are paid when the client has paid. */
  showsFunding: boolean;
};

/** Lines in the order of the document: by supplier, worker, assignment, week and pay code. */
export function LineTable({ lines, shown }: { lines: Line[]; shown: Shown }) {
  const { parts, side } = shown;
  const money = (key: string, header: string, of: (line: Line) => number): Column<Line> => ({
    key,
    header,
    align: 'right',
    hideOnPhone: true,
    cell: (line) => <Money minor={of(line)} />,
  });
  const columns: (Column<Line> | null)[] = [
    { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
    side === 'client'
      ? { key: 'supplier', header: 'Supplier', hideOnPhone: true, cell: ({ supplierName }) => supplierName }
      : null,
    { key: 'week', header: 'Week to', cell: (line) => <Week line={line} /> },
    { key: 'code', header: 'Pay code', cell: (line) => <PayCode line={line} /> },
    { key: 'center', header: 'Cost center', cell: (line) => costCenterOf(line) },
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes, payCode }) =>
        minutes === 0 && !isTime(payCode) ? null : <Hours minutes={minutes} />,
    },
    {
      key: 'rate',
      header: 'Bill rate',
      align: 'right',
      cell: ({ billRate }) => (billRate === null ? null : <Rate rate={billRate} />),
    },
    parts.fee || parts.discount || parts.tax
      ? money('amount', 'Amount', ({ amountMinor }) => amountMinor)
      : null,
    parts.discount ? money('discount', 'Discount', ({ discountMinor }) => discountMinor) : null,
    parts.fee ? money('fee', 'Fees', ({ feeMinor }) => feeMinor) : null,
    parts.tax ? money('tax', 'Tax', ({ taxMinor }) => taxMinor) : null,
    lines.some(({ supplierReference }) => supplierReference !== null)
      ? {
          key: 'reference',
          header: 'Supplier’s reference',
          cell: ({ supplierReference }) => supplierReference,
        }
      : null,
    shown.showsFunding
      ? { key: 'funded', header: 'Client’s money', cell: (line) => <Funded line={line} /> }
      : null,
    { key: 'total', header: 'Total', align: 'right', cell: (line) => <Proof line={line} shown={shown} /> },
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

function Week({ line: { timesheetId, weekEndsOn } }: { line: Line }) {
  if (!timesheetId) return <DateText date={weekEndsOn} />;
  return (
    <Link to={`/timesheets/${timesheetId}`} prefetch="intent">
      <DateText date={weekEndsOn} />
    </Link>
  );
}

function PayCode({ line: { payCode, note, creditsLineOf, creditsInvoiceId } }: { line: Line }) {
  return (
    <>
      {payCodeWord(payCode)}
      {note ? <span className="text-soft"> {note}</span> : null}
      {creditsLineOf ? (
        <span className="choice-note">
          takes back a line of <Link to={`/invoices/${creditsInvoiceId}`}>{creditsLineOf}</Link>
        </span>
      ) : null}
    </>
  );
}

const costCenterOf = ({ costCenterCode, splits }: Line) =>
  splits.length > 0 ? splits.map(({ code }) => code).join(' + ') : costCenterCode;

function Funded({ line: { fundedOn, creditsLineOf, totalMinor } }: { line: Line }) {
  // What is taken back waits for nobody's money.
  if (creditsLineOf || totalMinor < 0) return <span className="text-soft">taken back</span>;
  if (fundedOn === null) return <Badge tone="waiting">not yet</Badge>;
  return <>came {formatDate(fundedOn)}</>;
}

/** How a line comes about, in short; its own page has the whole proof. */
function Proof({ line, shown: { side, currency, seesProof } }: { line: Line; shown: Shown }) {
  const amount = (minor: number) => formatAmount(minor, currency);
  const sign = side === 'client' ? 1 : -1;
  const { payCode, billRate, amountMinor, discountMinor, taxMinor, minutes } = line;
  return (
    <AmountWithProof
      minor={line.totalMinor}
      to={seesProof ? `/proofs/charges/${line.chargeId}?side=${side}` : undefined}
    >
      <p>
        {billRate === null || !isTime(payCode)
          ? `${payCodeWord(payCode)} ${amount(amountMinor)}`
          : `${formatHours(minutes)} h ${payCodeWord(payCode).toLowerCase()} × ${formatRate(billRate)} = ${amount(amountMinor)}`}
      </p>
      {discountMinor === 0 ? null : <p>Discount {amount(discountMinor)}</p>}
      {line.fees.map((fee) => (
        <p key={fee.label}>
          {fee.label} {formatPercent(fee.fraction)} of {amount(amountMinor + discountMinor)} ={' '}
          {amount(sign * fee.feeMinor)}
        </p>
      ))}
      {taxMinor === 0 ? null : <p>Tax {amount(taxMinor)}</p>}
      {line.splits.length > 0 ? <p>Split {splitWords(line.splits, currency)}</p> : null}
      <p>{sourceOf(line)}</p>
    </AmountWithProof>
  );
}

function sourceOf(line: Line): string {
  const said = [
    `A-${line.assignmentNumber}, ${line.jobTitle}`,
    [line.sourceRef, line.approvedBy ? `approved by ${line.approvedBy}` : ''].filter(Boolean).join(', '),
    line.purchaseOrder ? `PO ${line.purchaseOrder}` : '',
  ];
  return `${said.filter(Boolean).join('. ')}.`;
}

import { DateText, Hours, Money, Rate } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { FieldProblems, useField } from '#app/ui/form.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { isTime, payCodeWord } from '../reference.ts';

type Line = {
  chargeId: number;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  billRate: string | null;
  amountMinor: number;
  remainingMinor: number;
  isCredit: boolean;
  note: string;
};

/** The lines of a document to tick, each with what is left to credit of it. What was ticked stays ticked after a refusal. */
export function LineChoice({ lines, chosen }: { lines: Line[]; chosen: number[] }) {
  const field = useField('charges');
  const ticked = field.typedList ?? chosen.map(String);
  return (
    <>
      <DataTable
        caption="Lines of the document, with what is left to credit"
        dense
        rows={lines}
        rowKey={({ chargeId }) => String(chargeId)}
        columns={columnsWith(ticked)}
        empty={<EmptyState title="No line fits">Search for another worker, or show all lines.</EmptyState>}
      />
      {/* The summary of problems leads here. */}
      {field.problems.length > 0 ? (
        <div id={field.id} tabIndex={-1}>
          <FieldProblems field={field} />
        </div>
      ) : null}
    </>
  );
}

const isOpen = ({ isCredit, remainingMinor }: Line) => !isCredit && remainingMinor > 0;

function columnsWith(ticked: string[]): Column<Line>[] {
  return [
    {
      key: 'tick',
      header: 'Correct',
      cell: (line) => <Tick line={line} ticked={ticked.includes(String(line.chargeId))} />,
    },
    { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
    { key: 'supplier', header: 'Supplier', hideOnPhone: true, cell: ({ supplierName }) => supplierName },
    { key: 'week', header: 'Week to', cell: ({ weekEndsOn }) => <DateText date={weekEndsOn} /> },
    {
      key: 'code',
      header: 'Pay code',
      cell: ({ payCode, note }) => (
        <>
          {payCodeWord(payCode)}
          {note ? <span className="text-soft"> {note}</span> : null}
        </>
      ),
    },
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes, payCode }) => (isTime(payCode) ? <Hours minutes={minutes} /> : null),
    },
    {
      key: 'rate',
      header: 'Bill rate',
      align: 'right',
      cell: ({ billRate }) => (billRate === null ? null : <Rate rate={billRate} />),
    },
    {
      key: 'amount',
      header: 'Amount',
      align: 'right',
      cell: ({ amountMinor }) => <Money minor={amountMinor} />,
    },
    { key: 'left', header: 'Left to credit', align: 'right', cell: (line) => <Left line={line} /> },
  ];
}

/** A line that cannot be corrected has no box, and the last column says why. */
function Tick({ line, ticked }: { line: Line; ticked: boolean }) {
  if (!isOpen(line)) return <span className="text-soft">–</span>;
  return (
    <label className="tick">
      <span className="visually-hidden">
        Correct {line.workerName}, {payCodeWord(line.payCode)}
      </span>
      <input type="checkbox" name="charges" value={line.chargeId} defaultChecked={ticked} />
    </label>
  );
}

function Left({ line }: { line: Line }) {
  if (line.isCredit) return <span className="text-soft">a credit itself</span>;
  if (line.remainingMinor <= 0) return <span className="text-soft">nothing</span>;
  return <Money minor={line.remainingMinor} />;
}

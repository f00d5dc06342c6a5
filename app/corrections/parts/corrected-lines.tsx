import { DateText, Hours } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatRate } from '#app/values/rate.ts';
import type { CorrectedLine, Legs } from '../difference.ts';
import { isTime, payCodeWord, signedMoney } from '../reference.ts';

/** Each line that is corrected: where it was billed, old and new rate, and what becomes of both sides. */
export function CorrectedLines({
  lines,
  sums,
}: {
  lines: CorrectedLine[];
  sums: { client: Legs; supplier: Legs };
}) {
  const isRebilled = lines.some(({ newRate }) => newRate !== null);
  const columns: Column<CorrectedLine>[] = [
    { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
    { key: 'document', header: 'Billed in', cell: ({ documentReference }) => documentReference },
    { key: 'week', header: 'Week to', cell: ({ weekEndsOn }) => <DateText date={weekEndsOn} /> },
    { key: 'code', header: 'Pay code', cell: ({ payCode }) => payCodeWord(payCode) },
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes, payCode }) => (isTime(payCode) ? <Hours minutes={minutes} /> : null),
    },
    { key: 'rate', header: 'Bill rate', align: 'right', cell: (line) => <Rates line={line} /> },
    legs('credit', 'Client’s credit', ({ client }) => client.creditMinor),
    ...(isRebilled ? [legs('rebill', 'Billed anew', ({ client }) => client.rebillMinor)] : []),
    {
      ...legs('client', 'Client', ({ client }) => client.netMinor),
      footer: <Sum minor={sums.client.netMinor} />,
    },
    {
      ...legs('supplier', 'Supplier', ({ supplier }) => supplier.netMinor),
      footer: <Sum minor={sums.supplier.netMinor} />,
    },
  ];
  return (
    <DataTable
      caption="Corrected lines"
      dense
      rows={lines}
      rowKey={({ chargeId }) => String(chargeId)}
      columns={columns}
      empty=""
    />
  );
}

function legs(key: string, header: string, of: (line: CorrectedLine) => number): Column<CorrectedLine> {
  return {
    key,
    header,
    align: 'right',
    cell: (line) => <span className="figure">{signedMoney(of(line))}</span>,
  };
}

const Sum = ({ minor }: { minor: number }) => <strong className="figure">{signedMoney(minor)}</strong>;

function Rates({ line: { oldRate, newRate } }: { line: CorrectedLine }) {
  if (oldRate === null) return null;
  if (newRate === null || newRate === oldRate) return <span className="figure">{formatRate(oldRate)}</span>;
  return (
    <span className="figure">
      <del>{formatRate(oldRate)}</del> → <strong>{formatRate(newRate)}</strong>
    </span>
  );
}

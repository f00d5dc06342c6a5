import { Link } from '@remix-run/react';
import { Money } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ToneShape } from '#app/ui/icon.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';

type Line = {
  id: string;
  spentOn: string;
  amountMinor: number;
  note: string;
  costCenterCode: string;
  receiptFileId: string | null;
  lacksReceipt: boolean;
  code: { name: string; bearsFees: boolean };
};

type LinesTableProps = {
  sheet: { id: string; totalMinor: number; currency: string };
  lines: Line[];
  editable: boolean;
};

/** What was spent, line by line, with the total under it. */
export function LinesTable({ sheet, lines, editable }: LinesTableProps) {
  const here = `/expenses/${sheet.id}/lines`;
  const columns: Column<Line>[] = [
    { key: 'code', header: 'Spent on', primary: true, cell: ({ code }) => code.name, footer: 'Total' },
    { key: 'day', header: 'Day', cell: ({ spentOn }) => formatDate(spentOn) },
    { key: 'note', header: 'Note', cell: ({ note }) => note || <span className="quiet">–</span> },
    { key: 'center', header: 'Cost center', cell: ({ costCenterCode }) => costCenterCode },
    {
      key: 'receipt',
      header: 'Receipt',
      cell: (line) => <Receipt line={line} to={`${here}/${line.id}/receipt`} />,
    },
    {
      key: 'amount',
      header: `Amount, ${sheet.currency}`,
      align: 'right',
      cell: ({ amountMinor }) => <Money minor={amountMinor} />,
      footer: <Money minor={sheet.totalMinor} strong />,
    },
    ...(editable ? [changes(here)] : []),
  ];
  return (
    <DataTable
      caption="What was spent"
      columns={columns}
      rows={lines}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="Nothing is entered yet">
          Add what was spent below, one line for each receipt.
        </EmptyState>
      }
    />
  );
}

const changes = (here: string): Column<Line> => ({
  key: 'change',
  header: '',
  align: 'right',
  cell: ({ id, code }) => (
    <ButtonRow>
      <LinkButton to={`${here}/${id}`}>
        Change<span className="visually-hidden"> {code.name}</span>
      </LinkButton>
      <PostButton to={`${here}/${id}/removal`}>
        Remove<span className="visually-hidden"> {code.name}</span>
      </PostButton>
    </ButtonRow>
  ),
});

function Receipt({ line, to }: { line: Line; to: string }) {
  if (line.receiptFileId)
    return (
      <Link to={to} reloadDocument>
        Receipt<span className="visually-hidden"> of {line.code.name}</span>
      </Link>
    );
  if (line.lacksReceipt)
    return (
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-attention">
        <ToneShape tone="attention" /> Missing
      </span>
    );
  return <span className="quiet">None needed</span>;
}

import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { cardPhrase, type CardLimits } from '../card-rules.ts';
import { formatEffective } from '../effective.ts';

type ProblemShown = { rowNumber: number; column: string; message: string };

/** What is wrong with a file, cell by cell. */
export function CardProblems({ problems }: { problems: ProblemShown[] }) {
  return (
    <DataTable
      caption="Problems by row"
      dense
      rows={problems}
      rowKey={(one) => `${one.rowNumber} ${one.column} ${one.message}`}
      empty="Every row can be used."
      columns={[
        { key: 'row', header: 'Row', primary: true, cell: (one) => `Row ${one.rowNumber}` },
        {
          key: 'column',
          header: 'Column',
          cell: (one) => (one.column ? <code>{one.column}</code> : 'the row'),
        },
        { key: 'what', header: 'What to put right', cell: (one) => one.message },
      ]}
    />
  );
}

type DifferenceShown = {
  rowNumber: number;
  jobCode: string;
  jobTitle: string;
  siteGroup: string | null;
  supplier: string | null;
  startsOn: string;
  endsOn: string | null;
  limits: CardLimits;
  kind: 'new' | 'changed' | 'same';
  ends: { card: CardLimits & { startsOn: string }; lastDay: string } | null;
};

const badgeOf = {
  new: <Badge tone="good">new</Badge>,
  changed: <Badge tone="attention">changed</Badge>,
  same: <Badge>as it is</Badge>,
};

/** What each row of a file makes: before, after, and what is ended. */
export function CardDifferences({ rows, currency }: { rows: DifferenceShown[]; currency: string }) {
  if (rows.length === 0) return <p>No row can be posted yet.</p>;
  return (
    <DataTable
      caption="What the file would change, in its order"
      dense
      rows={rows}
      rowKey={(row) => String(row.rowNumber)}
      empty=""
      columns={[
        {
          key: 'job',
          header: 'Job',
          primary: true,
          cell: (row) => (
            <>
              <strong>{row.jobTitle}</strong> <code>{row.jobCode}</code> {badgeOf[row.kind]}
            </>
          ),
        },
        {
          key: 'for',
          header: 'Holds for',
          cell: ({ siteGroup, supplier }) =>
            [siteGroup ?? 'all sites', supplier].filter(Boolean).join(', through '),
        },
        { key: 'when', header: 'When', cell: formatEffective },
        {
          key: 'before',
          header: `Before, ${currency} / h`,
          cell: ({ ends }) =>
            ends ? `${cardPhrase(ends.card)}, then ends on ${formatDate(ends.lastDay)}` : 'nothing is ended',
        },
        { key: 'after', header: `After, ${currency} / h`, cell: ({ limits }) => cardPhrase(limits) },
      ]}
    />
  );
}

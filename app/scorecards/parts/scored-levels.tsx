import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { excuseWords, formatValue } from '../measures.ts';

export type ScoredShown = {
  serviceLevelId: string;
  name: string;
  unit: string;
  expected: string;
  minimum: string;
  source: string;
  counted: number | null;
  met: number | null;
  value: string | null;
  judgedValue: string | null;
  judgedCounted: number | null;
  excused: keyof typeof excuseWords | null;
  miss: string;
  monthsRunning: number;
  answer: 'accepted' | 'disputed' | null;
};

/** The levels of a month: agreed, found, judged, answered. */
export function ScoredLevels({
  levels,
  reliefs,
  to,
}: {
  levels: ScoredShown[];
  reliefs: { serviceLevelId: string }[];
  to: (serviceLevelId: string) => string;
}) {
  const claims = (id: string) => reliefs.filter(({ serviceLevelId }) => serviceLevelId === id).length;
  return (
    <DataTable
      caption="Levels of the month"
      rows={levels}
      rowKey={({ serviceLevelId }) => serviceLevelId}
      rowTo={({ serviceLevelId }) => to(serviceLevelId)}
      columns={columnsWith(claims)}
      empty="No level was agreed for this month."
    />
  );
}

const columnsWith = (claims: (id: string) => number): Column<ScoredShown>[] => [
  { key: 'name', header: 'Level', primary: true, cell: ({ name }) => name },
  {
    key: 'agreed',
    header: 'Expected, at least',
    align: 'right',
    cell: ({ expected, minimum, unit }) => (
      <span className="figure">
        {formatValue(expected, unit)}, {formatValue(minimum, unit)}
      </span>
    ),
  },
  {
    key: 'found',
    header: 'Found',
    align: 'right',
    cell: (level) => (
      <>
        <span className="figure">{formatValue(level.judgedValue, level.unit)}</span>
        <span className="choice-note">{countedWords(level)}</span>
      </>
    ),
  },
  {
    key: 'standing',
    header: 'Judged',
    cell: (level) => (
      <>
        <Standing level={level} />
        {claims(level.serviceLevelId) > 0 ? (
          <span className="choice-note">
            {claims(level.serviceLevelId) === 1
              ? 'one claim of relief'
              : `${claims(level.serviceLevelId)} claims of relief`}
          </span>
        ) : null}
      </>
    ),
  },
  {
    key: 'answer',
    header: 'Client',
    cell: ({ answer }) =>
      answer === null ? '–' : <Badge tone={answer === 'accepted' ? 'good' : 'attention'}>{answer}</Badge>,
  },
];

/** `22 of 25`, with what was claimed taken off; where a value comes from that has no count. */
export function countedWords({ source, met, judgedCounted }: ScoredShown): string {
  if (source === 'measured') return `${met ?? 0} of ${judgedCounted ?? 0}`;
  return judgedCounted === null ? 'entered by hand' : `of ${judgedCounted}, entered by hand`;
}

function Standing({ level: { excused, miss, monthsRunning } }: { level: ScoredShown }) {
  if (excused) return <Badge>{excuseWords[excused]}</Badge>;
  if (Number(miss) === 0) return <Badge tone="good">met</Badge>;
  const again = monthsRunning > 1 ? `, month ${monthsRunning} in a row` : '';
  return <Badge tone={Number(miss) === 1 ? 'wrong' : 'attention'}>{`missed${again}`}</Badge>;
}

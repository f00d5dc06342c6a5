import { DateText, Percent } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatValue, measureLabel, type Measure } from '../measures.ts';

export type LevelShown = {
  id: string;
  name: string;
  measure: Measure;
  unit: string;
  direction: 'higher' | 'lower';
  expected: string;
  minimum: string;
  nMin: number;
  weight: string;
  withinDays: number | null;
  earnBackMonths: number | null;
  startsOn: string;
  endsOn: string | null;
};

/** The levels of a program. `endTo` leads to where one is given its last day; null for those who only read. */
export function AgreedLevels({
  levels,
  today,
  endTo,
}: {
  levels: LevelShown[];
  today: string;
  endTo: ((id: string) => string) | null;
}) {
  const end: Column<LevelShown> = {
    key: 'end',
    header: '',
    align: 'right',
    cell: ({ id, endsOn }) => (endsOn === null && endTo ? <LinkButton to={endTo(id)}>End</LinkButton> : null),
  };
  return (
    <DataTable
      caption="Service levels"
      rows={levels}
      rowKey={({ id }) => id}
      columns={endTo ? [...columnsFor(today), end] : columnsFor(today)}
      dense
      empty="No service level is agreed in this program."
    />
  );
}

const columnsFor = (today: string): Column<LevelShown>[] => [
  {
    key: 'name',
    header: 'Level',
    primary: true,
    cell: (level) => (
      <>
        <strong>{level.name}</strong>{' '}
        {level.startsOn > today ? (
          <Badge tone="waiting">not yet</Badge>
        ) : level.endsOn !== null && level.endsOn < today ? (
          <Badge>ended</Badge>
        ) : null}
      </>
    ),
  },
  {
    key: 'measure',
    header: 'Measured by',
    cell: ({ measure, withinDays }) => (
      <>
        {measureLabel[measure]}
        {withinDays ? <span className="choice-note">within {withinDays} working days</span> : null}
      </>
    ),
  },
  { key: 'weight', header: 'Weight', align: 'right', cell: ({ weight }) => <Percent fraction={weight} /> },
  {
    key: 'expected',
    header: 'Expected',
    align: 'right',
    cell: ({ expected, unit }) => <span className="figure">{formatValue(expected, unit)}</span>,
  },
  {
    key: 'minimum',
    header: 'Minimum',
    align: 'right',
    cell: ({ minimum, unit }) => <span className="figure">{formatValue(minimum, unit)}</span>,
  },
  { key: 'nMin', header: 'From events', align: 'right', cell: ({ nMin }) => nMin },
  {
    key: 'earn',
    header: 'Earned back',
    cell: ({ earnBackMonths }) =>
      earnBackMonths ? `after ${earnBackMonths} good ${earnBackMonths === 1 ? 'month' : 'months'}` : '–',
  },
  { key: 'from', header: 'From', cell: ({ startsOn }) => <DateText date={startsOn} /> },
  {
    key: 'to',
    header: 'To',
    cell: ({ endsOn }) => (endsOn ? <DateText date={endsOn} /> : 'No\u00a0end'),
  },
];

import { DataTable, type Column } from '#app/ui/table.tsx';
import { agrees, differenceOf, totalOf, type Control, type Measure, type Side } from '../reconciliation.ts';
import { figures, NotKnown, type NumberedControl } from './control-table.tsx';

type Row = { key: string; isPart: boolean; label: string; known: Measure };

const isOnePart = ({ parts }: Side): boolean => parts.length === 1;

const isNothing = ({ count, minutes, minor }: Measure): boolean => !count && !minutes && !minor;

/** Parts of which something is; all of them where it matters that one is nothing. */
const partsShown = ({ showsNothing }: Control, side: Side) =>
  isOnePart(side) ? [] : side.parts.filter((part) => showsNothing === true || !isNothing(part));

/** A side as it is read: its parts, where there are several, under what they come to. */
const rowsOf = (place: string, control: Control, side: Side): Row[] => [
  { key: place, isPart: false, label: side.label, known: totalOf(side) },
  ...partsShown(control, side).map((part, index): Row => ({
    key: `${place}-${index}`,
    isPart: true,
    label: part.label,
    known: part,
  })),
];

/**
 * Controls of which a side is made of several parts: each part by itself, so that one sees what the sum is made of.
 * Folded, unless one of them says that nothing is left open, or the control differs.
 */
export function ControlParts({ rows }: { rows: NumberedControl[] }) {
  return rows
    .filter(({ control }) =>
      [control.first, control.second].some((side) => partsShown(control, side).length > 1),
    )
    .map((row) => (
      <details key={row.number} open={row.control.showsNothing === true || !agrees(row.control)}>
        <summary className="mb-2 text-accent">
          Parts of {row.number}. {row.control.title}
        </summary>
        <Parts row={row} />
      </details>
    ));
}

function Parts({ row: { number, control } }: { row: NumberedControl }) {
  const difference = differenceOf(control);
  const rows = [...rowsOf('first', control, control.first), ...rowsOf('second', control, control.second)];
  return (
    <DataTable
      caption={`The parts of control ${number}`}
      rows={rows}
      rowKey={({ key }) => key}
      empty="Nothing."
      dense
      columns={[
        {
          key: 'label',
          header: 'What is counted',
          primary: true,
          cell: ({ isPart, label }) =>
            isPart ? <span className="block pl-4 text-soft">{label}</span> : label,
          footer: 'Difference',
        },
        ...figures
          .filter(({ key }) => rows.some(({ known }) => known[key] !== null))
          .map(({ key, header, draw }): Column<Row> => ({
            key,
            header,
            align: 'right',
            cell: ({ isPart, known }) => {
              const value = known[key];
              if (value === null) return <NotKnown />;
              return isPart ? <span className="text-soft">{draw(value)}</span> : draw(value);
            },
            footer: difference[key] === null ? undefined : draw(difference[key]),
          })),
      ]}
    />
  );
}

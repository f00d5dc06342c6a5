import type { ReactNode } from 'react';
import { Hours, Money } from '#app/ui/amount.tsx';
import { Unusual } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { agrees, differenceOf, totalOf, type Control, type Measure } from '../reconciliation.ts';

export type NumberedControl = { number: number; control: Control };
type Known = keyof Measure;

const whole = new Intl.NumberFormat('en-US');

/** How each number is written; one that no source of a control knows has no figure. */
export const figures: { key: Known; header: string; draw: (value: number) => ReactNode }[] = [
  { key: 'count', header: 'Count', draw: (value) => <span className="figure">{whole.format(value)}</span> },
  { key: 'minutes', header: 'Hours', draw: (value) => <Hours minutes={value} /> },
  { key: 'minor', header: 'Amount', draw: (value) => <Money minor={value} /> },
];

/**
 * What must be equal, a row for each control: its two sides one over the other, with the figures of each beside it, and
 * whether they agree.
 */
export function ControlTable({ caption, rows }: { caption: string; rows: NumberedControl[] }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ number }) => String(number)}
      empty="Nothing."
      dense
      columns={[
        { key: 'what', header: 'What must be equal', primary: true, cell: (row) => <What row={row} /> },
        ...figures.map(({ key, header, draw }): Column<NumberedControl> => ({
          key,
          header,
          align: 'right',
          cell: ({ control }) => <BothFigures control={control} of={key} draw={draw} />,
        })),
        {
          key: 'result',
          header: 'Difference',
          align: 'right',
          cell: ({ control }) => <Result control={control} />,
        },
      ]}
    />
  );
}

function What({ row: { number, control } }: { row: NumberedControl }) {
  return (
    <span className="block max-w-[34rem]" id={`control-${number}`}>
      <strong className="block">
        {number}. {control.title}
      </strong>
      <span className="block text-soft">{control.first.label}</span>
      <span className="block text-soft">= {control.second.label}</span>
      {agrees(control) ? null : <Unusual findings={[control.otherwise]} />}
    </span>
  );
}

type FiguresProps = { control: Control; of: Known; draw: (value: number) => ReactNode };

function BothFigures({ control, of, draw }: FiguresProps) {
  const both = [totalOf(control.first)[of], totalOf(control.second)[of]];
  return (
    <>
      <BesideTheTitle />
      {both.every((value) => value === null) ? (
        <NotKnown />
      ) : (
        both.map((value, place) => (
          <span key={place} className="block">
            {value === null ? <NotKnown /> : draw(value)}
          </span>
        ))
      )}
    </>
  );
}

/** Keeps figures beside the sides that they are of, where the title has a line of its own. */
const BesideTheTitle = () => (
  <span className="hidden @min-[40rem]:block" aria-hidden="true">
    &nbsp;
  </span>
);

/** The source has no such number: a ledger has no hours. */
export const NotKnown = () => (
  <span className="text-soft">
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">not counted</span>
  </span>
);

function Result({ control }: { control: Control }) {
  if (agrees(control)) return <Badge tone="good">agrees</Badge>;
  const difference = differenceOf(control);
  return (
    <>
      <Badge tone="wrong">differs</Badge>
      {figures.map(({ key, header, draw }) => {
        const value = difference[key];
        return value === null || value === 0 ? null : (
          <span key={key} className="block whitespace-nowrap">
            <span className="text-soft">{header} </span>
            <strong>{draw(value)}</strong>
          </span>
        );
      })}
    </>
  );
}

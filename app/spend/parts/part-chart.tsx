import { Link } from '@remix-run/react';
import { Hours, Money } from '#app/ui/amount.tsx';
import { ChartFrame, RankedBars } from '#app/ui/charts.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { capitalized } from '#app/values/text.ts';
import { saysRanking, shareOf, topOf, type NamedSum, type Sum } from '../says.ts';

/** Bars shown before the rest becomes one. */
const BARS = 10;

/** Money by supplier, department, job or client: bars that lead to the lines behind them, and the same as a table. */
export function PartChart({
  title,
  what,
  parts,
  total,
  linkTo,
  exportTo,
}: {
  title: string;
  /** What one part is called, and several: `['supplier', 'suppliers']`. */
  what: [string, string];
  parts: NamedSum[];
  total: Sum;
  linkTo: (part: NamedSum) => string;
  exportTo: string;
}) {
  const { shown, others } = topOf(parts, BARS, total);
  const bars = shown.map((part) => ({ label: part.name, value: part.totalMinor, to: linkTo(part) }));
  const rest = others
    ? [{ label: `${others.count} other ${others.count === 1 ? what[0] : what[1]}`, value: others.totalMinor }]
    : [];
  return (
    <ChartFrame
      title={title}
      says={saysRanking(shown, total.totalMinor)}
      exportTo={exportTo}
      table={<PartTable what={what} parts={parts} total={total} linkTo={linkTo} />}
    >
      <RankedBars bars={[...bars, ...rest]} format={(minor) => formatMoney(minor)} />
    </ChartFrame>
  );
}

type TableProps = {
  what: [string, string];
  parts: NamedSum[];
  total: Sum;
  linkTo: (part: NamedSum) => string;
};

/** Every part that is told apart, not only those with a bar. */
function PartTable({ what: [one, several], parts, total, linkTo }: TableProps) {
  const { shown, others } = topOf(parts, parts.length, total);
  const left = total.totalMinor - shown.reduce((sum, part) => sum + part.totalMinor, 0);
  return (
    <DataTable
      dense
      caption={`Money by ${one}`}
      rows={shown}
      rowKey={(row) => row.id}
      empty={<p>Nothing was billed here.</p>}
      columns={[
        {
          key: 'name',
          header: capitalized(one),
          primary: true,
          cell: (row) => <Link to={linkTo(row)}>{row.name}</Link>,
          footer: left === 0 && !others ? 'All' : `All, with the ${several} not listed`,
        },
        {
          key: 'hours',
          header: 'Hours',
          align: 'right',
          cell: (row) => <Hours minutes={row.minutes} />,
          footer: <Hours minutes={total.minutes} />,
        },
        {
          key: 'overtime',
          header: 'Overtime',
          align: 'right',
          cell: (row) => shareOf(row.overtimeMinutes, row.minutes) ?? '–',
          footer: shareOf(total.overtimeMinutes, total.minutes) ?? '–',
        },
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: (row) => <Money minor={row.totalMinor} />,
          footer: <Money minor={total.totalMinor} />,
        },
      ]}
    />
  );
}

import { Link } from '@remix-run/react';
import { Hours, Money } from '#app/ui/amount.tsx';
import { ChartFrame, MonthBars } from '#app/ui/charts.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatDate, formatMonth } from '#app/values/week.ts';
import { addMonths, monthsOf, type Months } from '../months.ts';
import { formatMonths, saysMonths, shareOf, shortAmount, type Sum } from '../says.ts';

type MonthSum = { month: string; totalMinor: number; minutes: number; overtimeMinutes: number };

const nothing = { totalMinor: 0, minutes: 0, overtimeMinutes: 0 };

/** Twelve months at most, so that a name stands for one of them; the title says the years. */
const shortName = (month: string) => formatMonth(month).slice(0, 3);

type Row = MonthSum & { beforeMinor: number | null };

/** Money by month, with the same month a year before where there are figures of it. */
export function MonthChart(props: {
  months: MonthSum[];
  window: Months;
  /** Before this month there are no figures at all. */
  firstMonth: string;
  /** Set where the last month is not billed to its end. */
  billedTo: string | null;
  currency: string;
  total: Sum;
  linkTo: (month: string) => string;
  exportTo: string;
}) {
  const { months, window, firstMonth, billedTo, currency, total, linkTo, exportTo } = props;
  const byMonth = new Map(months.map((one) => [one.month, one]));
  const rows: Row[] = monthsOf(window).map((month) => {
    const before = addMonths(month, -12);
    const beforeMinor = before < firstMonth ? null : (byMonth.get(before)?.totalMinor ?? 0);
    return { ...(byMonth.get(month) ?? { month, ...nothing }), beforeMinor };
  });
  const points = rows.map((row) => ({
    label: shortName(row.month),
    value: row.totalMinor,
    ...(row.minutes === 0 ? {} : { to: linkTo(row.month) }),
    ...(row.beforeMinor === null ? {} : { previous: row.beforeMinor }),
  }));
  const open = billedTo ? ` ${formatMonth(window.to)} is billed up to ${formatDate(billedTo)}.` : '';
  return (
    <ChartFrame
      title={`By month, ${formatMonths(window)}`}
      says={`${saysMonths(rows, currency)}${open}`}
      exportTo={exportTo}
      table={<MonthTable rows={rows} total={total} linkTo={linkTo} />}
    >
      <MonthBars
        points={points}
        format={(minor) => formatMoney(minor, currency)}
        short={(minor) => shortAmount(minor, currency)}
        previousLabel="the same month a year before"
      />
    </ChartFrame>
  );
}

function MonthTable({ rows, total, linkTo }: { rows: Row[]; total: Sum; linkTo: (month: string) => string }) {
  return (
    <DataTable
      dense
      caption="Money by month"
      rows={rows}
      rowKey={(row) => row.month}
      empty={<p>Nothing was billed in these months.</p>}
      columns={[
        {
          key: 'month',
          header: 'Month',
          primary: true,
          cell: (row) =>
            row.minutes === 0 ? (
              formatMonth(row.month)
            ) : (
              <Link to={linkTo(row.month)}>{formatMonth(row.month)}</Link>
            ),
          footer: 'All months',
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
          key: 'before',
          header: 'A year before',
          align: 'right',
          cell: (row) => (row.beforeMinor === null ? '–' : <Money minor={row.beforeMinor} />),
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

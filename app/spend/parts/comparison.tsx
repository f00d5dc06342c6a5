import { Money } from '#app/ui/amount.tsx';
import { ChartFrame, MonthBars } from '#app/ui/charts.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatMonth } from '#app/values/week.ts';
import {
  measureLabel,
  measuresOf,
  saysComparison,
  type ComparedMonth,
  type Measure,
  type Parties,
  type View,
} from '../compare.ts';
import type { Months } from '../months.ts';
import { formatMonths, shortAmount } from '../says.ts';

type Compared = {
  view: View;
  months: ComparedMonth[];
  total: { now: Parties; then: Parties };
  window: Months;
  currency: string;
};

/** The two models side by side: all months together, then each of them. */
export function ComparisonSheets({ compared, exportTo }: { compared: Compared; exportTo: string }) {
  const { view, months, total, window, currency } = compared;
  // What whoever looks cares about most: its own money.
  const measure = measuresOf[view].at(-1) ?? 'clientPays';
  const label = measureLabel[view][measure];
  return (
    <>
      <Section
        title={`Together, ${formatMonths(window)}`}
        lead={`In ${currency}, without tax. Hours, rates and discounts are as they were; each line’s fee is rounded as it would have been.`}
      >
        <Totals view={view} total={total} />
      </Section>
      <ChartFrame
        title={`${label}, by month`}
        says={saysComparison(total, view, window, currency)}
        exportTo={exportTo}
        table={<MonthTable compared={compared} />}
      >
        <MonthBars
          points={months.map((month) => ({
            label: formatMonth(month.month).slice(0, 3),
            value: month.then[measure] ?? 0,
            previous: month.now[measure] ?? 0,
          }))}
          format={(minor) => formatMoney(minor, currency)}
          short={(minor) => shortAmount(minor, currency)}
          previousLabel="as it was"
        />
      </ChartFrame>
    </>
  );
}

function Totals({ view, total }: { view: View; total: { now: Parties; then: Parties } }) {
  const money = (key: string, header: string, of: (measure: Measure) => number): Column<Measure> => ({
    key,
    header,
    align: 'right',
    cell: (measure) => <Money minor={of(measure)} strong={key === 'difference'} />,
  });
  const now = (measure: Measure) => total.now[measure] ?? 0;
  const then = (measure: Measure) => total.then[measure] ?? 0;
  return (
    <DataTable
      caption="The two models, all months together"
      rows={measuresOf[view]}
      rowKey={(measure) => measure}
      empty=""
      columns={[
        { key: 'who', header: 'Who', primary: true, cell: (measure) => measureLabel[view][measure] },
        money('now', 'As it was', now),
        money('then', 'Other model', then),
        money('difference', 'Difference', (measure) => then(measure) - now(measure)),
      ]}
    />
  );
}

function MonthTable({ compared: { view, months, total } }: { compared: Compared }) {
  const money = (measure: Measure, which: 'now' | 'then', suffix: string): Column<ComparedMonth> => ({
    key: `${measure} ${which}`,
    header: `${measureLabel[view][measure]}, ${suffix}`,
    align: 'right',
    cell: (month) => <Money minor={month[which][measure] ?? 0} />,
    footer: <Money minor={total[which][measure] ?? 0} />,
  });
  return (
    <DataTable
      caption="The two models by month"
      rows={months}
      rowKey={({ month }) => month}
      dense
      empty=""
      columns={[
        {
          key: 'month',
          header: 'Month',
          primary: true,
          cell: ({ month }) => formatMonth(month),
          footer: 'All months',
        },
        {
          key: 'workers',
          header: 'Workers',
          align: 'right',
          cell: ({ workers }) => <span className="figure">{workers}</span>,
        },
        ...measuresOf[view].flatMap((measure) => [
          money(measure, 'now', 'as it was'),
          money(measure, 'then', 'other model'),
        ]),
      ]}
    />
  );
}

import { Link } from '@remix-run/react';
import { Notice } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { formatDayShort } from '#app/values/week.ts';
import { signedHours, signedMoney, type DayDifference, type MoneyDifference } from '../version-difference.ts';
import { payCodeName } from '../week-of-time.ts';

type Other = { id: string; version: number; status: string };
type Corrects = Other & {
  days: DayDifference[];
  moved: boolean;
  beforeMinutes: number;
  money: MoneyDifference[] | null;
};
type Sheet = {
  version: number;
  status: string;
  correctionReason: string | null;
  workedMinutes: number;
  currency: string;
};

/** Which version of the week this is, and where the others are. Says nothing where there is only one. */
export function VersionNotices({
  sheet,
  corrects,
  correctedBy,
}: {
  sheet: Sheet;
  corrects: Corrects | null;
  correctedBy: Other | null;
}) {
  return (
    <>
      {correctedBy ? <Corrected status={sheet.status} by={correctedBy} /> : null}
      {corrects ? (
        <Notice
          tone={sheet.status === 'submitted' ? 'attention' : 'quiet'}
          title={
            <>
              Version {sheet.version}, corrects <VersionLink other={corrects} />
            </>
          }
        >
          <p>“{sheet.correctionReason}”</p>
          {sheet.status === 'draft' ? (
            <p>
              The approved version counts until this one is approved. A week that was not worked at all is
              submitted empty.
            </p>
          ) : null}
        </Notice>
      ) : null}
    </>
  );
}

function Corrected({ status, by }: { status: string; by: Other }) {
  return status === 'corrected' ? (
    <Notice
      tone="attention"
      title={
        <>
          Corrected by <VersionLink other={by} />
        </>
      }
    >
      <p>This version no longer counts. It is kept to be seen.</p>
    </Notice>
  ) : (
    <Notice
      tone="waiting"
      title={
        <>
          Being corrected by <VersionLink other={by} />
        </>
      }
    >
      <p>This version counts until the later one is approved.</p>
    </Notice>
  );
}

const VersionLink = ({ other }: { other: Other }) => (
  <Link to={`/timesheets/${other.id}`}>version {other.version}</Link>
);

/** What the correction changes, day by day in hours and by pay code in money. */
export function VersionDifference({ sheet, corrects }: { sheet: Sheet; corrects: Corrects }) {
  const { days, money, moved, beforeMinutes, version } = corrects;
  const difference = sheet.workedMinutes - beforeMinutes;
  return (
    <Section
      title="What the correction changes"
      lead={
        days.length > 0
          ? `Against version ${version}, in hours. Days that are not here are as they were.`
          : `Against version ${version}.`
      }
    >
      <DataTable
        caption="Hours by day and pay code, before and after"
        dense
        rows={days}
        rowKey={({ date, payCode }) => `${date} ${payCode}`}
        empty={
          <p className="text-soft">
            {moved ? 'The same hours stand on other cost centers.' : 'Every day is as it was.'}
          </p>
        }
        columns={[
          {
            key: 'day',
            header: 'Day',
            primary: true,
            cell: ({ date }) => formatDayShort(date),
            footer: 'The whole week',
          },
          { key: 'code', header: 'Pay code', cell: ({ payCode }) => payCodeName[payCode] },
          figures(
            'before',
            'Before',
            ({ before }: DayDifference) => formatHours(before),
            formatHours(beforeMinutes),
          ),
          figures(
            'after',
            'After',
            ({ after }: DayDifference) => formatHours(after),
            formatHours(sheet.workedMinutes),
          ),
          figures(
            'difference',
            'Difference',
            ({ before, after }: DayDifference) => signedHours(after - before),
            signedHours(difference),
          ),
        ]}
      />
      {money && money.length > 0 ? <MoneyTable money={money} currency={sheet.currency} /> : null}
    </Section>
  );
}

function MoneyTable({ money, currency }: { money: MoneyDifference[]; currency: string }) {
  const before = sum(money.map((row) => row.beforeMinor));
  const after = sum(money.map((row) => row.afterMinor));
  return (
    <DataTable
      caption="Bill amounts by pay code, before and after"
      dense
      rows={money}
      rowKey={({ payCode }) => payCode}
      empty=""
      columns={[
        {
          key: 'code',
          header: `At bill rates, ${currency}`,
          primary: true,
          cell: ({ payCode }) => payCodeName[payCode],
          footer: 'The whole week',
        },
        figures(
          'before',
          'Before',
          ({ beforeMinor }: MoneyDifference) => formatMoney(beforeMinor),
          formatMoney(before),
        ),
        figures(
          'after',
          'After',
          ({ afterMinor }: MoneyDifference) => formatMoney(afterMinor),
          formatMoney(after),
        ),
        figures(
          'difference',
          'Difference',
          ({ beforeMinor, afterMinor }: MoneyDifference) => signedMoney(afterMinor - beforeMinor),
          signedMoney(after - before),
        ),
      ]}
    />
  );
}

const figures = <Row,>(key: string, header: string, of: (row: Row) => string, total: string) => ({
  key,
  header,
  align: 'right' as const,
  cell: (row: Row) => <span className="figure">{of(row)}</span>,
  footer: <span className="figure">{total}</span>,
});

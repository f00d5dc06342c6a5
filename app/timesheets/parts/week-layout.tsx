import type { ReactNode, Ref } from 'react';
import { formatHoursShort } from '#app/values/hours.ts';
import { daysOfWeek, formatWeekday, minutesInDay } from '#app/values/week.ts';

export type LayoutRow = {
  key: string;
  label: ReactNode;
  /** Seven cells, first day first. */
  cells: ReactNode[];
  total: ReactNode;
  /** What is summed up stands apart from what was entered. */
  sum?: boolean;
  /** Its cells are fields, whose figures stand a little further in by themselves. */
  typed?: boolean;
};

type WeekLayoutProps = {
  caption: string;
  weekEndsOn: string;
  timeZone: string;
  rows: LayoutRow[];
  tableRef?: Ref<HTMLTableElement>;
};

/*
 * One table for both shapes of a week. Its rows have no boxes of their own, so that the grid decides: where there is
 * room its cells flow by rows and days are columns; on a phone they flow by columns and days are rows.
 * The roles are written out because a table that is laid out as a grid loses them in some browsers.
 */
const narrow =
  'grid grid-flow-col grid-rows-[repeat(9,auto)] auto-cols-[minmax(3.75rem,1fr)] grid-cols-[auto]';
const roomy =
  '@2xl:grid-flow-row @2xl:grid-rows-none @2xl:grid-cols-[minmax(8rem,1fr)_repeat(7,minmax(3.375rem,5rem))_4.25rem]';

/** Seven days of hours, with a head, rows and totals. */
export function WeekLayout({ caption, weekEndsOn, timeZone, rows, tableRef }: WeekLayoutProps) {
  const days = daysOfWeek(weekEndsOn);
  return (
    // On a phone a week with many cost centers is wider than the screen: it scrolls, by keyboard too.
    <div className="@container overflow-x-auto" role="region" aria-label={caption} tabIndex={0}>
      <table role="table" className={`${narrow} ${roomy} w-full`} ref={tableRef}>
        <caption className="visually-hidden">{caption}</caption>
        <thead className="contents">
          <tr role="row" className="contents">
            <td className={`${headCell} @2xl:text-left`} />
            {days.map((date) => (
              <DayHead key={date} date={date} timeZone={timeZone} />
            ))}
            <th role="columnheader" scope="col" className={`${headCell} font-normal`}>
              Total
            </th>
          </tr>
        </thead>
        <tbody className="contents">
          {rows.map((row) => (
            <LayoutRowCells key={row.key} row={row} days={days} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const headCell =
  'flex items-center gap-1 border-hairline py-1.5 pr-3 text-soft @2xl:flex-col @2xl:items-end @2xl:justify-end @2xl:gap-0 @2xl:border-b @2xl:pr-2.5';

function DayHead({ date, timeZone }: { date: string; timeZone: string }) {
  const minutes = minutesInDay(date, timeZone);
  return (
    <th role="columnheader" scope="col" className={`${headCell} font-normal`}>
      <span className="font-semibold text-ink">{formatWeekday(date)}</span>
      <span className="figure">{Number(date.slice(8))}</span>
      {minutes === 1440 ? null : (
        <span className="text-xs text-attention">{formatHoursShort(minutes)} h</span>
      )}
    </th>
  );
}

function LayoutRowCells({ row, days }: { row: LayoutRow; days: string[] }) {
  const tone = row.sum ? 'text-soft' : '';
  const inset = row.typed ? 'px-1' : 'pr-2.5';
  const line = row.sum ? '' : '@2xl:border-b @2xl:border-hairline';
  return (
    <tr role="row" className="contents">
      <th
        role="rowheader"
        scope="row"
        className={`${tone} ${line} flex min-w-0 flex-col justify-end py-1.5 pr-2.5 pl-1 text-right font-normal @2xl:justify-center @2xl:pr-3 @2xl:pl-0 @2xl:text-left`}
      >
        {row.label}
      </th>
      {days.map((date, day) => (
        <td
          key={date}
          className={`${tone} ${line} ${inset} figure flex items-center justify-end py-1 @2xl:py-1.5`}
        >
          {row.cells[day]}
        </td>
      ))}
      <td className={`${line} figure flex items-center justify-end py-1.5 pr-2.5 font-semibold`}>
        {row.total}
      </td>
    </tr>
  );
}

import { useCallback, useEffect, useRef, useState, type InputHTMLAttributes } from 'react';
import { useField } from '#app/ui/form.tsx';
import { formatHours, parseHours } from '#app/values/hours.ts';
import { sum } from '#app/values/money.ts';
import { daysOfWeek, formatDayShort } from '#app/values/week.ts';
import type { WeekRow } from '../forms.ts';
import type { ClassifiedEntry } from '../overtime.ts';
import { cellText, minutesByDay, payCodeName } from '../week-of-time.ts';
import { cellsIn, handleHourKey } from './hour-keys.ts';
import { WeekLayout, type LayoutRow } from './week-layout.tsx';

export type GridCostCenter = { id: string; code: string; name: string; percent: string };

type WeekGridProps = {
  weekEndsOn: string;
  timeZone: string;
  startsOn: string;
  endsOn: string;
  costCenters: GridCostCenter[];
  /** As it is stored. */
  saved: WeekRow[];
  /** As it stands in the cells, and what the overtime rule makes of that. */
  rows: WeekRow[];
  lines: ClassifiedEntry[];
  /** The hours of the week before, when there are any. */
  lastWeek: WeekRow[] | null;
  /** Told at every key, so that totals and amounts follow. */
  onHours: (rows: WeekRow[]) => void;
};

/**
 * A week of hours to type: arrows move, digits type, `=` copies last week, totals follow. Without scripts it is a
 * table of text fields that says the same once it was saved.
 */
export function WeekGrid(props: WeekGridProps) {
  const { weekEndsOn, timeZone, costCenters, saved, rows, lastWeek, onHours } = props;
  const table = useRef<HTMLTableElement>(null);
  const days = daysOfWeek(weekEndsOn);

  const readCells = useCallback(() => {
    if (table.current) onHours(rowsTyped(cellsIn(table.current), saved));
  }, [saved, onHours]);
  // Whoever typed before the scripts arrived, or was refused with the form, sees totals of what stands there.
  useEffect(readCells, [readCells]);

  const copyLastWeek = () => {
    if (!table.current || !lastWeek) return;
    fill(cellsIn(table.current), lastWeek);
    readCells();
  };
  const isOpen = (date: string) => props.startsOn <= date && date <= props.endsOn;
  const entryRows = rows.map((row, index): LayoutRow => {
    const center = costCenters[index];
    return {
      key: row.costCenterId,
      typed: true,
      label: (
        <>
          <CostCenterLabel center={center} alone={rows.length === 1} />
          <input type="hidden" name={`rows[${index}].costCenterId`} value={row.costCenterId} />
        </>
      ),
      cells: days.map((date, day) =>
        isOpen(date) ? (
          <HourCell
            key={date}
            {...{ row: index, day }}
            label={`${formatDayShort(date)}, ${center?.code ?? ''}`}
            saved={saved[index]?.days[day] ?? 0}
            onInput={readCells}
            onKeyDown={(event) => handleHourKey(event, copyLastWeek)}
          />
        ) : (
          <OutsideCell key={date} row={index} day={day} />
        ),
      ),
      total: formatHours(sum(row.days)),
    };
  });
  return (
    <div>
      <WeekLayout
        caption="Hours of the week by day and cost center"
        weekEndsOn={weekEndsOn}
        timeZone={timeZone}
        rows={[...entryRows, ...sumRows(props.lines, rows, weekEndsOn)]}
        tableRef={table}
      />
      {lastWeek ? (
        <CopyLastWeek hours={sum(lastWeek.flatMap((row) => row.days))} onCopy={copyLastWeek} />
      ) : null}
    </div>
  );
}

/** Day totals where there is more than one row to add up, and what of each day is above straight time. */
export function sumRows(lines: ClassifiedEntry[], rows: WeekRow[], weekEndsOn: string): LayoutRow[] {
  const days = daysOfWeek(weekEndsOn);
  const rowOf = (key: string, label: string, minutes: number[]): LayoutRow => ({
    ...{ key, label, sum: true },
    cells: minutes.map(cellText),
    total: formatHours(sum(minutes)),
  });
  const minutesOf = (payCode: string) =>
    days.map((date) =>
      sum(lines.filter((line) => line.payCode === payCode && line.date === date).map((line) => line.minutes)),
    );
  const premiums = (['OT', 'DT'] as const)
    .map((code) => rowOf(code, payCodeName[code], minutesOf(code)))
    .filter((_, index) => lines.some((line) => line.payCode === (['OT', 'DT'] as const)[index]));
  return rows.length > 1 ? [rowOf('day', 'All', minutesByDay(rows)), ...premiums] : premiums;
}

export function CostCenterLabel({ center, alone }: { center: GridCostCenter | undefined; alone: boolean }) {
  if (!center) return null;
  return (
    <>
      <span className="font-semibold">{center.code}</span>
      <span
        className="max-w-full truncate text-xs text-soft @2xl:text-sm @2xl:whitespace-normal"
        title={center.name}
      >
        {center.name}
      </span>
      {alone ? null : (
        <span className="hidden text-sm text-soft @2xl:inline">{Number(center.percent)}&nbsp;%</span>
      )}
    </>
  );
}

type HourCellProps = { row: number; day: number; label: string; saved: number } & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'onInput' | 'onKeyDown'
>;

function HourCell({ row, day, label, saved, onInput, onKeyDown }: HourCellProps) {
  const name = `rows[${row}].days[${day}]`;
  const field = useField(name);
  const [unreadable, setUnreadable] = useState(false);
  const problem = field.problems[0];
  return (
    <>
      <input
        id={field.id}
        name={name}
        className="hour-cell figure max-w-24"
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        data-row={row}
        data-day={day}
        aria-label={`Hours on ${label}`}
        aria-invalid={problem !== undefined || unreadable || undefined}
        aria-describedby={problem ? field.problemId : undefined}
        defaultValue={field.typed ?? cellText(saved)}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => setUnreadable(!tidy(event.currentTarget))}
      />
      {problem ? (
        <span id={field.problemId} className="visually-hidden">
          {problem}
        </span>
      ) : null}
    </>
  );
}

/** Writes `8:30` as `8.5`. False where it is no time. */
function tidy(cell: HTMLInputElement): boolean {
  const minutes = parseHours(cell.value);
  if (minutes === null) return false;
  cell.value = cellText(minutes);
  return true;
}

/** A day that the assignment does not cover. It posts nothing of its own, but holds its place in the row. */
function OutsideCell({ row, day }: { row: number; day: number }) {
  return (
    <span className="w-full px-1.5 text-right text-soft">
      <input type="hidden" name={`rows[${row}].days[${day}]`} value="" />
      <span aria-hidden="true">·</span>
      <span className="visually-hidden">outside of the assignment</span>
    </span>
  );
}

function CopyLastWeek({ hours, onCopy }: { hours: number; onCopy: () => void }) {
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-soft">
      <button
        type="submit"
        name="copy"
        value="last-week"
        className="button button-quiet"
        onClick={(event) => {
          event.preventDefault();
          onCopy();
        }}
      >
        Copy last week, {formatHours(hours)} h
      </button>
      <span className="hidden sm:inline">
        Arrows move, <kbd className="rounded border border-hairline bg-sunken px-1 text-sm">=</kbd> copies
        last week. 8:30 and 8.5 are the same.
      </span>
    </p>
  );
}

function rowsTyped(cells: HTMLInputElement[], saved: WeekRow[]): WeekRow[] {
  return saved.map((row, index) => ({
    ...row,
    days: row.days.map((_, day) => {
      const cell = cells.find(
        ({ dataset }) => Number(dataset['row']) === index && Number(dataset['day']) === day,
      );
      return parseHours(cell?.value ?? '') ?? 0;
    }),
  }));
}

function fill(cells: HTMLInputElement[], rows: WeekRow[]): void {
  for (const cell of cells) {
    const minutes = rows[Number(cell.dataset['row'])]?.days[Number(cell.dataset['day'])] ?? 0;
    cell.value = cellText(minutes);
  }
}

import { formatHours, formatHoursShort } from '#app/values/hours.ts';
import { sum } from '#app/values/money.ts';
import type { WeekRow } from '../forms.ts';
import type { ClassifiedEntry } from '../overtime.ts';
import { CostCenterLabel, sumRows, type GridCostCenter } from './week-grid.tsx';
import { WeekLayout } from './week-layout.tsx';

type WeekTableProps = {
  weekEndsOn: string;
  timeZone: string;
  /** As stored. */
  lines: ClassifiedEntry[];
  costCenters: GridCostCenter[];
  rows: WeekRow[];
};

/** A week to read: the same shape as the one that was typed into. */
export function WeekTable({ weekEndsOn, timeZone, lines, costCenters, rows }: WeekTableProps) {
  const worked = rows.map((row, index) => {
    const center = costCenters[index];
    return {
      key: row.costCenterId,
      label: <CostCenterLabel center={center} alone />,
      cells: row.days.map((minutes) =>
        minutes > 0 ? formatHoursShort(minutes) : <span className="text-soft">–</span>,
      ),
      total: formatHours(sum(row.days)),
    };
  });
  return (
    <WeekLayout
      caption="Hours of the week by day and cost center"
      weekEndsOn={weekEndsOn}
      timeZone={timeZone}
      rows={[...worked, ...sumRows(lines, rows, weekEndsOn)]}
    />
  );
}

import { expect, test } from 'vitest';
import {
  asClassified,
  cellText,
  classifiedLines,
  copiedRows,
  minutesByPayCode,
  rowsOf,
  workedDays,
} from './week-of-time.ts';

const lines = [
  { workDate: '2026-11-09', costCenterId: 'icu', payCode: 'ST' as const, minutes: 480 },
  { workDate: '2026-11-09', costCenterId: 'icu', payCode: 'OT' as const, minutes: 60 },
  { workDate: '2026-11-15', costCenterId: 'er', payCode: 'ST' as const, minutes: 30 },
];

test('lines become rows of seven days, pay codes together', () => {
  expect(rowsOf(lines, ['icu', 'er'], '2026-11-15')).toEqual([
    { costCenterId: 'icu', days: [540, 0, 0, 0, 0, 0, 0] },
    { costCenterId: 'er', days: [0, 0, 0, 0, 0, 0, 30] },
  ]);
});

test('rows become classified lines again, and no minute is lost', () => {
  const rows = rowsOf(lines, ['icu', 'er'], '2026-11-15');
  const again = classifiedLines('us-ca', rows, '2026-11-15');
  expect(again).toEqual(asClassified(lines));
  expect(minutesByPayCode(again)).toEqual({ ST: 510, OT: 60, DT: 0 });
  expect(workedDays(rows, '2026-11-15').map((day) => day.workedMinutes)).toEqual([540, 0, 0, 0, 0, 0, 30]);
});

test('last week is copied by weekday, but not onto days after the assignment', () => {
  const frame = {
    costCenterIds: ['icu', 'er'],
    weekEndsOn: '2026-11-22',
    startsOn: '2026-01-01',
    endsOn: '2026-11-20',
  };
  expect(copiedRows(lines, frame)).toEqual([
    { costCenterId: 'icu', days: [540, 0, 0, 0, 0, 0, 0] },
    { costCenterId: 'er', days: [0, 0, 0, 0, 0, 0, 0] },
  ]);
});

test('a cell without time is empty', () => {
  expect([0, 480, 510, 500].map(cellText)).toEqual(['', '8', '8.5', '8.33']);
});

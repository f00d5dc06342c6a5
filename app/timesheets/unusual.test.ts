import { expect, test } from 'vitest';
import { unusualAbout, type WeekInContext } from './unusual.ts';

const usual: WeekInContext = {
  weekEndsOn: '2026-11-15',
  workedMinutes: 2400,
  overtimeMinutes: 0,
  weekendMinutes: 0,
  scheduledMinutes: 2400,
  startsOn: '2026-08-03',
  endsOn: '2026-12-31',
  firstWeekEndsOn: '2026-08-09',
  lastOvertimeWeekEndsOn: null,
  workedWeekendsBefore: false,
  correctedMinutes: null,
  submittedOn: '2026-11-16',
};
const about = (difference: Partial<WeekInContext>) => unusualAbout({ ...usual, ...difference });

test('a week as agreed is usual', () => {
  expect(about({})).toEqual([]);
  expect(about({ workedMinutes: 2880 })).toEqual([]);
  expect(about({ submittedOn: null })).toEqual([]);
});

test.each([
  ['2026-09-13', '12.00 h overtime, the first in 9 weeks'],
  ['2026-11-08', '12.00 h overtime, as in the week before'],
  [null, '12.00 h overtime, the first on this assignment'],
])('overtime says since when there was none: %s', (lastOvertimeWeekEndsOn, said) => {
  expect(about({ overtimeMinutes: 720, lastOvertimeWeekEndsOn })).toEqual([said]);
});

test('overtime in the very first week says so', () => {
  expect(about({ overtimeMinutes: 60, firstWeekEndsOn: null })).toEqual([
    '1.00 h overtime, in the first week',
  ]);
});

test('more than a fifth over or under the schedule', () => {
  expect(about({ workedMinutes: 2881 })).toEqual(['8.02 h over the 40.00 h agreed']);
  expect(about({ workedMinutes: 1200 })).toEqual(['20.00 h under the 40.00 h agreed']);
  expect(about({ workedMinutes: 1200, startsOn: '2026-11-11' })).toEqual([]);
});

test('weekend hours where there were none before', () => {
  expect(about({ weekendMinutes: 480 })).toEqual(['8.00 h on the weekend, never before']);
  expect(about({ weekendMinutes: 480, workedWeekendsBefore: true })).toEqual([]);
});

test('the last week, and a week that comes late', () => {
  expect(about({ endsOn: '2026-11-13' })).toEqual(['Last week of the assignment, which ends on 13 Nov 2026']);
  expect(about({ submittedOn: '2026-11-22' })).toEqual([]);
  expect(about({ submittedOn: '2026-11-23' })).toEqual(['Submitted 8 days after the week ended']);
});

test('an order that runs out is said first', () => {
  const purchaseOrder = 'Would exhaust PO 4711 (at 104 %) and draw on its tolerance';
  expect(about({ purchaseOrder, overtimeMinutes: 60 })[0]).toBe(purchaseOrder);
});

test('a correction says by how much, and is not late', () => {
  const late = { submittedOn: '2026-12-20' };
  expect(about({ ...late, workedMinutes: 2280, correctedMinutes: 2400 })).toEqual([
    'Corrects an approved week: −2.00 h',
  ]);
  expect(about({ ...late, correctedMinutes: 2280 })).toEqual(['Corrects an approved week: +2.00 h']);
  expect(about({ ...late, correctedMinutes: 2400 })).toEqual([
    'Corrects an approved week, with as many hours as before',
  ]);
});

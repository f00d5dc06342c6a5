import { expect, test } from 'vitest';
import {
  costCentersBelong,
  daysLieWithinTheAssignment,
  hoursAreAttested,
  hoursFitInTheDay,
  problemsOfStart,
  problemsOfSubmission,
  thereIsSomethingToSubmit,
  weekMustHaveStarted,
  type WeekOfTime,
} from './rules.ts';

const week: WeekOfTime = {
  weekEndsOn: '2026-11-15',
  timeZone: 'America/Los_Angeles',
  today: '2026-11-15',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  costCenterIds: ['icu', 'er'],
};
const row = (costCenterId: string, ...hours: number[]) => ({
  costCenterId,
  days: Array.from({ length: 7 }, (_, day) => (hours[day] ?? 0) * 60),
});
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

test('a day takes 24 hours over all cost centers, and the problem stands at its first cell', () => {
  expect(hoursFitInTheDay(week, [row('icu', 0, 12), row('er', 0, 12)])).toEqual([]);
  const problems = hoursFitInTheDay(week, [row('icu'), row('er', 0, 24.25)]);
  expect(problems).toEqual([
    { field: 'rows[1].days[1]', message: 'Tue 10 has 24.00 hours; 24.25 do not fit in it.' },
  ]);
});

test('the day on which the clock goes back has 25 hours, and only where it does', () => {
  const back = { ...week, weekEndsOn: '2026-11-01' };
  const rows = [row('icu', 0, 0, 0, 0, 0, 0, 24), row('er', 0, 0, 0, 0, 0, 0, 1)];
  expect(hoursFitInTheDay(back, rows)).toEqual([]);
  expect(fields(hoursFitInTheDay({ ...back, timeZone: 'America/Phoenix' }, rows))).toEqual([
    'rows[0].days[6]',
  ]);
});

test('the day on which the clock goes forward has 23 hours', () => {
  const forward = { ...week, weekEndsOn: '2026-03-08' };
  expect(hoursFitInTheDay(forward, [row('icu', 0, 0, 0, 0, 0, 0, 23)])).toEqual([]);
  expect(hoursFitInTheDay(forward, [row('icu', 0, 0, 0, 0, 0, 0, 23.5)])[0]?.message).toContain(
    '23.00 hours',
  );
});

test('days outside of the assignment stay empty', () => {
  const short = { ...week, startsOn: '2026-11-10', endsOn: '2026-11-12' };
  expect(daysLieWithinTheAssignment(short, [row('icu', 0, 8, 8, 8)])).toEqual([]);
  const problems = daysLieWithinTheAssignment(short, [row('icu', 8, 8, 8, 8, 8)]);
  expect(problems).toEqual([
    { field: 'rows[0].days[0]', message: 'The assignment starts on 10 Nov 2026: Mon 9 stays empty.' },
    { field: 'rows[0].days[4]', message: 'The assignment ended on 12 Nov 2026: Fri 13 stays empty.' },
  ]);
});

test('cost centers are those of the split, each once', () => {
  expect(costCentersBelong(week, [row('er'), row('icu')])).toEqual([]);
  expect(fields(costCentersBelong(week, [row('icu'), row('lab'), row('icu')]))).toEqual([
    'rows[1].costCenterId',
    'rows[2].costCenterId',
  ]);
});

test('a week is entered from its first day on', () => {
  expect(weekMustHaveStarted({ weekEndsOn: '2026-11-15', today: '2026-11-09' })).toEqual([]);
  expect(weekMustHaveStarted({ weekEndsOn: '2026-11-15', today: '2026-11-08' })).toHaveLength(1);
});

test('nothing is not submitted, and nothing is submitted unattested', () => {
  expect(thereIsSomethingToSubmit([row('icu', 0, 1)])).toEqual([]);
  expect(fields(thereIsSomethingToSubmit([row('icu'), row('er')]))).toEqual(['rows[0].days[0]']);
  expect(fields(hoursAreAttested(false))).toEqual(['attest']);
  expect(problemsOfSubmission(week, [row('icu', 8)], true)).toEqual([]);
  expect(fields(problemsOfSubmission(week, [row('icu', 25)], false))).toEqual(['rows[0].days[0]', 'attest']);
});

test('a week is begun only for a running assignment, on its own days, ending when weeks of the program end', () => {
  const running = {
    status: 'active',
    startsOn: '2026-11-11',
    endsOn: '2026-11-20',
    weekday: 0,
    today: '2026-11-16',
  };
  expect(problemsOfStart(running, '2026-11-15')).toEqual([]);
  expect(problemsOfStart({ ...running, status: 'ended' }, '2026-11-15')).toEqual([]);
  expect(fields(problemsOfStart({ ...running, status: 'ready' }, '2026-11-15'))).toEqual(['assignmentId']);
  expect(fields(problemsOfStart(running, '2026-11-14'))).toEqual(['weekEndsOn']);
  expect(fields(problemsOfStart(running, '2026-11-08'))).toEqual(['weekEndsOn']);
  expect(fields(problemsOfStart(running, '2026-11-29'))).toEqual(['weekEndsOn']);
  expect(problemsOfStart({ ...running, today: '2026-11-15' }, '2026-11-22')).toHaveLength(1);
});

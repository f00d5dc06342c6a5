import { describe, expect, test } from 'vitest';
import { daysFit, kindsFit, standingOn } from './delegation-rules.ts';

const today = '2026-03-02';
const fields = (startsOn: string, endsOn: string) =>
  daysFit({ startsOn, endsOn }, today).map(({ field }) => field);

describe('the days of a delegation', () => {
  test('may be today alone', () => expect(fields(today, today)).toEqual([]));
  test('are ninety at most', () => {
    expect(fields('2026-03-02', '2026-05-30')).toEqual([]);
    expect(fields('2026-03-02', '2026-05-31')).toEqual(['endsOn']);
  });
  test('begin neither in the past nor in more than ninety days', () => {
    expect(fields('2026-03-01', '2026-03-05')).toEqual(['startsOn']);
    expect(fields('2026-05-31', '2026-06-01')).toEqual([]);
    expect(fields('2026-06-01', '2026-06-01')).toEqual(['startsOn']);
  });
  test('end after they begin', () => expect(fields('2026-03-05', '2026-03-04')).toEqual(['endsOn']));
});

test('nobody gives what they do not have, or gets what is not for their role', () => {
  const ana = { name: 'Ana', kinds: ['timesheet', 'expense'] as const };
  const tom = { name: 'Tom', kinds: ['requisition', 'expense'] as const };
  expect(kindsFit(['expense'], ana, tom)).toEqual([]);
  expect(kindsFit(['requisition'], ana, tom).map(({ message }) => message)).toEqual([
    'Ana does not approve requisitions.',
  ]);
  expect(kindsFit(['timesheet'], ana, tom).map(({ message }) => message)).toEqual([
    'Weeks of time are not for Tom’s role to approve.',
  ]);
});

test('a delegation stands by the day', () => {
  const days = { startsOn: '2026-03-02', endsOn: '2026-03-04' };
  expect(standingOn(days, false, '2026-03-01')).toBe('begins_later');
  expect(standingOn(days, false, '2026-03-02')).toBe('in_force');
  expect(standingOn(days, false, '2026-03-04')).toBe('in_force');
  expect(standingOn(days, false, '2026-03-05')).toBe('over');
  expect(standingOn(days, true, '2026-03-03')).toBe('ended');
});

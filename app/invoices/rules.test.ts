import { describe, expect, test } from 'vitest';
import { periodProblems } from './rules.ts';

const october = { startsOn: '2026-10-01', endsOn: '2026-10-31' };
const afterSeptember = { lastEndsOn: '2026-09-30', open: null };
const today = '2026-11-02';

describe('a billing period', () => {
  test('that follows the last one and is over may be billed', () => {
    expect(periodProblems(october, afterSeptember, today)).toEqual([]);
  });

  test('may start on any day when it is the first', () => {
    expect(periodProblems(october, { lastEndsOn: null, open: null }, today)).toEqual([]);
  });

  test('leaves no gap', () => {
    const [gap] = periodProblems({ ...october, startsOn: '2026-10-02' }, afterSeptember, today);
    expect(gap).toEqual({
      field: 'startsOn',
      message: 'The period starts on 1 Oct 2026, the day after the last one: it would leave a gap.',
    });
  });

  test('does not overlap the last one', () => {
    const [overlap] = periodProblems({ ...october, startsOn: '2026-09-30' }, afterSeptember, today);
    expect(overlap?.field).toBe('startsOn');
    expect(overlap?.message).toContain('billed already');
  });

  test('ends after it starts and before today', () => {
    const fields = (endsOn: string) =>
      periodProblems({ startsOn: '2026-10-01', endsOn }, afterSeptember, today).map(({ field }) => field);
    expect(fields('2026-09-30')).toEqual(['endsOn']);
    expect(fields('2026-11-02')).toEqual(['endsOn']);
    expect(fields('2026-11-01')).toEqual([]);
  });

  test('is at most a year long', () => {
    const soFar = { lastEndsOn: null, open: null };
    expect(periodProblems({ startsOn: '2024-01-01', endsOn: '2024-12-31' }, soFar, today)).toEqual([]);
    expect(periodProblems({ startsOn: '2024-01-01', endsOn: '2025-01-01' }, soFar, today)).toHaveLength(1);
  });

  test('waits for the run that is open', () => {
    const [waits] = periodProblems(october, { lastEndsOn: '2026-09-30', open: october }, today);
    expect(waits?.message).toContain('1–31 Oct 2026 is not finalized yet');
  });
});

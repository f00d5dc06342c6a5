import { describe, expect, test } from 'vitest';
import { endsEarly, hasCome } from './rules.ts';

test('the first day has come on that day', () => {
  expect(hasCome('2026-11-16', '2026-11-15')).toBe(false);
  expect(hasCome('2026-11-16', '2026-11-16')).toBe(true);
});

describe('an early end', () => {
  const agreed = { startsOn: '2026-03-02', endsOn: '2026-08-28' };

  test('lies within what was agreed, both days included', () => {
    expect(endsEarly('2026-03-02', agreed)).toEqual([]);
    expect(endsEarly('2026-08-28', agreed)).toEqual([]);
  });

  test('not before the first day and not after the last', () => {
    expect(endsEarly('2026-03-01', agreed)[0]?.message).toContain('2 Mar 2026');
    expect(endsEarly('2026-08-29', agreed)[0]?.message).toContain('28 Aug 2026');
  });
});

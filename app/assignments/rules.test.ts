import { describe, expect, test } from 'vitest';
import { endsEarly, hasCome, ratesFrom } from './rules.ts';

describe('ratesFrom', () => {
  test('87.00 is 130.50 in overtime and 174.00 in double time', () => {
    expect(ratesFrom('87.0000')).toEqual([
      { payCode: 'ST', rate: '87.0000' },
      { payCode: 'OT', rate: '130.50' },
      { payCode: 'DT', rate: '174.00' },
    ]);
  });

  test('rounds half up to cents, and leaves the straight rate as agreed', () => {
    // 62.37 × 1.5 = 93.555
    expect(ratesFrom('62.37').map(({ rate }) => rate)).toEqual(['62.37', '93.56', '124.74']);
    // 41.1233 × 1.5 = 61.68495, × 2 = 82.2466
    expect(ratesFrom('41.1233').map(({ rate }) => rate)).toEqual(['41.1233', '61.68', '82.25']);
  });
});

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

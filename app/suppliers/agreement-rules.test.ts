import { describe, expect, test } from 'vitest';
import { agreementIsAlone, agreementToEnd, asRange } from './agreement-rules.ts';
import { agreementForm } from './forms.ts';

const running = { startsOn: '2026-01-01', endsOn: null };

describe('one agreement a day', () => {
  test('the one that runs is in the way until it is ended', () => {
    const wanted = { startsOn: '2026-07-01', endsOn: null };
    expect(agreementIsAlone([running], wanted)[0]).toMatchObject({ field: 'startsOn' });
    expect(agreementToEnd([running], '2026-07-01')).toBe(running);
    expect(agreementIsAlone([], wanted)).toEqual([]);
  });

  test('one that starts on the very day cannot be ended before it', () => {
    expect(agreementToEnd([running], '2026-01-01')).toBeUndefined();
  });

  test('the day after the last is free, the last is not', () => {
    const past = { startsOn: '2026-01-01', endsOn: '2026-06-30' };
    expect(agreementIsAlone([past], { startsOn: '2026-07-01', endsOn: null })).toEqual([]);
    expect(agreementIsAlone([past], { startsOn: '2026-06-30', endsOn: null })).toHaveLength(1);
    expect(asRange(past)).toBe('[2026-01-01,2026-07-01)');
  });
});

describe('the form', () => {
  const typed = {
    id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    startsOn: '2026-01-01',
    overtimeConvention: 'full',
  };
  const problems = (more: Record<string, unknown>) => {
    const parsed = agreementForm.safeParse({ ...typed, ...more });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
  };

  test('fixed rates need a rate, and others take none', () => {
    expect(problems({ overtimeConvention: 'fixed' })).toEqual(['overtimeRate']);
    expect(problems({ overtimeConvention: 'fixed', overtimeRate: '37.50' })).toEqual([]);
    expect(problems({ overtimeRate: '37.50' })).toEqual(['overtimeRate']);
    expect(problems({ overtimeConvention: 'fixed', overtimeRate: '37.50001' })).toEqual(['overtimeRate']);
  });

  test('a tenure discount has weeks and a percentage below a hundred', () => {
    expect(problems({ tenureWeeks: 26 })).toEqual(['tenurePercent']);
    expect(problems({ tenurePercent: '3' })).toEqual(['tenureWeeks']);
    expect(problems({ tenureWeeks: 26, tenurePercent: '100' })).toEqual(['tenurePercent']);
    expect(problems({ tenureWeeks: 26, tenurePercent: '3' })).toEqual([]);
  });
});

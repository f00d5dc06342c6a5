import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '#app/values/money.ts';
import { creditOf, judge, missOf, multiplierOf, percentOfEvents, type Agreed } from './credit.ts';

const level = (expected: string, minimum: string, weight = '0.3'): Agreed => ({
  ...{ direction: 'higher', expected, minimum, nMin: 10, weight },
});

describe('how far a level is missed', () => {
  test('by steps: met, a half between, whole below the least', () => {
    expect(missOf('steps', '95', level('95', '90'))).toBe('0');
    expect(missOf('steps', '94.9999', level('95', '90'))).toBe('0.5');
    expect(missOf('steps', '90', level('95', '90'))).toBe('0.5');
    expect(missOf('steps', '89.9999', level('95', '90'))).toBe('1');
  });
  test('linear: what is missing of the way from expected to minimum', () => {
    expect(missOf('linear', '94', level('95', '90'))).toBe('0.2');
    expect(missOf('linear', '90', level('95', '90'))).toBe('1');
    expect(missOf('linear', '93', level('95', '92'))).toBe('0.666667');
  });
  test('where lower is better, the other way round', () => {
    const days = { ...level('5', '8'), direction: 'lower' as const };
    expect(missOf('steps', '5', days)).toBe('0');
    expect(missOf('steps', '8', days)).toBe('0.5');
    expect(missOf('steps', '8.1', days)).toBe('1');
    expect(missOf('linear', '6.5', days)).toBe('0.5');
  });
  test('one level that is both expected and least has no half', () => {
    expect(missOf('linear', '94', level('95', '95'))).toBe('1');
    expect(missOf('steps', '94', level('95', '95'))).toBe('1');
  });
});

describe('what is judged', () => {
  const measured = (met: number, counted: number) => ({
    ...{ source: 'measured' as const, met, counted, value: percentOfEvents(met, counted) },
  });
  test('events that are not counted leave the others', () => {
    expect(judge('steps', level('95', '90'), measured(22, 25), [])).toMatchObject({ value: '88', miss: '1' });
    // 22 of 23 are 95.6522 %.
    expect(judge('steps', level('95', '90'), measured(22, 25), [{ events: 2 }])).toEqual({
      ...{ value: '95.6522', counted: 23, excused: null, miss: '0' },
    });
  });
  test('too few events, a relief of the whole level and no value say nothing', () => {
    expect(judge('steps', level('95', '90'), measured(0, 9), []).excused).toBe('too_few');
    expect(judge('steps', level('95', '90'), measured(0, 50), [{ events: null }])).toMatchObject({
      ...{ excused: 'relieved', miss: '0' },
    });
    expect(judge('steps', level('95', '90'), measured(0, 0), []).excused).toBe('no_value');
    const entered = { source: 'entered' as const, met: null, counted: null, value: '80' };
    expect(judge('steps', level('95', '90'), entered, [])).toMatchObject({ excused: null, miss: '1' });
  });
});

test('field guide 6.3: a fee of 42,000 at 10 % gives 1,260.00 + 525.00 = 1,785.00', () => {
  const multiplier = '1';
  const credit = creditOf(42_000_00, '0.1', [
    { weight: '0.3', miss: '1', multiplier },
    { weight: '0.25', miss: '0.5', multiplier },
    { weight: '0.25', miss: '0', multiplier },
    { weight: '0.1', miss: '0', multiplier },
    { weight: '0.1', miss: '0', multiplier },
  ]);
  expect(credit.atRiskMinor).toBe(4_200_00);
  expect(credit.levels.map(({ creditMinor }) => creditMinor)).toEqual([1_260_00, 525_00, 0, 0, 0]);
  expect(credit).toMatchObject({ creditMinor: 1_785_00, isCapped: false });
});

test('the second month costs half as much again, the third twice, and never more than is at risk', () => {
  expect([1, 2, 3, 4].map((months) => multiplierOf(months, '1.5', '2'))).toEqual(['1', '1.5', '2', '2']);
  const all = { weight: '1', miss: '1', multiplier: '2' };
  expect(creditOf(42_000_00, '0.1', [all])).toMatchObject({ creditMinor: 4_200_00, isCapped: true });
});

test('whatever is missed, the levels make the credit, and the credit stays within what is at risk', () => {
  const fraction = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => String(millionths / 1_000_000));
  const missed = fc.record({
    weight: fraction,
    miss: fraction,
    multiplier: fc.constantFrom('1', '1.5', '2'),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_00 }),
      fraction,
      fc.array(missed),
      (fee, risk, levels) => {
        const credit = creditOf(fee, risk, levels);
        expect(sum(credit.levels.map(({ creditMinor }) => creditMinor))).toBe(credit.creditMinor);
        expect(credit.creditMinor).toBeGreaterThanOrEqual(0);
        expect(credit.creditMinor).toBeLessThanOrEqual(credit.atRiskMinor);
      },
    ),
  );
});

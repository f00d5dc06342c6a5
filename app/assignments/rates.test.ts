import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  billRatesFrom,
  cardRates,
  payRatesFrom,
  rateSteps,
  stepsFrom,
  supersededFrom,
  withoutAgreement,
} from './rates.ts';

describe('conventions of overtime', () => {
  test('in full: one and a half times, and twice', () => {
    expect(billRatesFrom('87.0000', '60', withoutAgreement)).toEqual({
      ST: '87.0000',
      OT: '130.50',
      DT: '174.00',
    });
    // 62.37 × 1.5 = 93.555
    expect(billRatesFrom('62.37', null, withoutAgreement).OT).toBe('93.56');
  });

  test('premium at cost: the field guide’s B 87, P 60, without and with a burden of 12 %', () => {
    const atCost = { ...withoutAgreement, overtimeConvention: 'premium_at_cost' as const };
    expect(billRatesFrom('87', '60', atCost)).toEqual({ ST: '87', OT: '117.00', DT: '147.00' });
    expect(billRatesFrom('87', '60', { ...atCost, overtimeBurden: '0.12' })).toEqual({
      ST: '87',
      OT: '120.60',
      DT: '154.20',
    });
    expect(() => billRatesFrom('87', null, atCost)).toThrow('pay rate');
  });

  test('fixed: the rates given; double time like overtime where none is', () => {
    const fixed = { ...withoutAgreement, overtimeConvention: 'fixed' as const, overtimeRate: '37.5000' };
    expect(billRatesFrom('25', '18', fixed)).toEqual({ ST: '25', OT: '37.5000', DT: '37.5000' });
    expect(billRatesFrom('25', '18', { ...fixed, doubleTimeRate: '50' }).DT).toBe('50');
  });

  test('the card goes through the same convention, so that overtime at cost is held against overtime at cost', () => {
    const atCost = { ...withoutAgreement, overtimeConvention: 'premium_at_cost' as const };
    expect(cardRates({ maxBillRate: '90' }, '60', atCost)).toEqual({ ST: '90', OT: '120.00', DT: '150.00' });
    expect(cardRates(null, '60', atCost)).toBeNull();
  });

  test('pay is one and a half times and twice, whatever is billed', () => {
    // 41.1233 × 1.5 = 61.68495
    expect(payRatesFrom('41.1233')).toEqual({ ST: '41.1233', OT: '61.68', DT: '82.25' });
  });
});

describe('steps of an assignment', () => {
  const agreed = { billRate: '100', payRate: '70', startsOn: '2026-03-02' };

  test('without discounts there is one, without an end', () => {
    expect(rateSteps(agreed, withoutAgreement)).toEqual([
      { from: '2026-03-02', upTo: null, why: 'start', rates: { ST: '100', OT: '150.00', DT: '200.00' } },
    ]);
  });

  test('two days free, then the rate, then 3 % less after 26 weeks', () => {
    const terms = { ...withoutAgreement, nonbillableDays: 2, tenureWeeks: 26, tenureFraction: '0.03' };
    const steps = rateSteps(agreed, terms);
    expect(steps.map(({ from, upTo, rates }) => [from, upTo, rates.ST])).toEqual([
      ['2026-03-02', '2026-03-04', '0'],
      ['2026-03-04', '2026-08-31', '100'],
      ['2026-08-31', null, '97.00'],
    ]);
    expect(steps[2]?.rates.OT).toBe('145.50');
    expect(stepsFrom(steps, '2026-09-07')).toEqual([{ ...steps[2], from: '2026-09-07' }]);
  });

  test('a free start longer than the tenure leaves no gap and no overlap', () => {
    const terms = { ...withoutAgreement, nonbillableDays: 10, tenureWeeks: 1, tenureFraction: '0.1' };
    expect(rateSteps(agreed, terms).map(({ from, upTo, rates }) => [from, upTo, rates.ST])).toEqual([
      ['2026-03-02', '2026-03-12', '0'],
      ['2026-03-12', null, '90.00'],
    ]);
  });

  test('whatever is agreed, every day from the first has exactly one step', () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.option(fc.integer({ min: 1, max: 260 }), { nil: null }),
        (nonbillableDays, tenureWeeks) => {
          const terms = {
            ...withoutAgreement,
            nonbillableDays,
            tenureWeeks,
            tenureFraction: tenureWeeks && '0.02',
          };
          const steps = rateSteps(agreed, { ...terms, tenureFraction: terms.tenureFraction || null });
          expect(steps[0]?.from).toBe('2026-03-02');
          expect(steps.at(-1)?.upTo).toBeNull();
          for (const [index, step] of steps.entries()) {
            if (index > 0) expect(step.from).toBe(steps[index - 1]?.upTo);
            if (step.upTo !== null) expect(step.from < step.upTo).toBe(true);
          }
        },
      ),
    );
  });
});

test('new rates from a day on supersede what reaches past it and keep what lies before', () => {
  const rows = [
    { id: 'a', from: '2026-03-02', upTo: '2026-04-01' },
    { id: 'b', from: '2026-04-01', upTo: null },
  ];
  expect(supersededFrom(rows, '2026-04-01')).toEqual([{ row: rows[1], keeps: null }]);
  expect(supersededFrom(rows, '2026-03-16')).toEqual([
    { row: rows[0], keeps: { from: '2026-03-02', upTo: '2026-03-16' } },
    { row: rows[1], keeps: null },
  ]);
});

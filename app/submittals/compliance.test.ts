import { describe, expect, test } from 'vitest';
import { ratesComply, ratesComplyForClient, type RateLimits } from './compliance.ts';

const billLed: RateLimits = {
  card: { direction: 'bill', maxBillRate: '90.0000', maxPayRate: null, maxMarkup: null },
  agreedMaxMarkup: null,
};
const payLed: RateLimits = {
  card: { direction: 'pay', maxBillRate: '87.00', maxPayRate: '60.0000', maxMarkup: '0.450000' },
  agreedMaxMarkup: null,
};
const fieldsOf = (billRate: string, payRate: string | null, limits: RateLimits) =>
  ratesComply({ billRate, payRate }, limits).map(({ field }) => field);

describe('a bill-led card', () => {
  test('caps the bill, to the last of four decimals', () => {
    expect(fieldsOf('90', '60', billLed)).toEqual([]);
    expect(ratesComply({ billRate: '90.0001', payRate: '60' }, billLed)).toEqual([
      { field: 'billRate', message: 'The card allows at most 90.00 for this job.' },
    ]);
  });

  test('without a card only common sense is left: pay above zero and below the bill', () => {
    const none = { card: null, agreedMaxMarkup: null };
    expect(fieldsOf('500', '60', none)).toEqual([]);
    expect(fieldsOf('50', '0', none)).toEqual(['payRate']);
    expect(fieldsOf('50', '50', none)).toEqual(['payRate']);
  });
});

describe('a pay-led card', () => {
  test('caps the pay and what is put on it', () => {
    expect(fieldsOf('87', '60', payLed)).toEqual([]);
    expect(fieldsOf('87', '60.01', payLed)).toEqual(['payRate']);
    const problems = ratesComply({ billRate: '80', payRate: '50' }, payLed);
    expect(problems).toEqual([
      {
        field: 'billRate',
        message: 'This is a markup of 60 %; the card allows 45 %, a bill rate of up to 72.50.',
      },
    ]);
  });

  test('a bill rate that the markup makes, rounded to cents, is within it', () => {
    // 59.33 × 1.45 = 86.0285
    expect(fieldsOf('86.03', '59.33', payLed)).toEqual([]);
    expect(fieldsOf('86.04', '59.33', payLed)).toEqual(['billRate']);
  });

  test('what is not known yet is not held against anything', () => {
    expect(fieldsOf('87', null, payLed)).toEqual([]);
  });
});

describe('the cap of an agreement', () => {
  const capped = { ...billLed, agreedMaxMarkup: '0.3' };

  test('holds beside the card', () => {
    expect(fieldsOf('78', '60', capped)).toEqual([]);
    expect(fieldsOf('78.01', '60', capped)).toEqual(['billRate']);
  });

  test('a client hears that the rate does not fit, and no figure that gives the pay away', () => {
    const [heard] = ratesComplyForClient({ billRate: '89', payRate: '60' }, capped);
    expect(heard?.field).toBe('billRate');
    expect(heard?.message).toMatch(/does not fit the agreement/);
    expect(heard?.message).not.toMatch(/\d/);
    expect(ratesComplyForClient({ billRate: '91', payRate: '60' }, capped)[0]?.message).toContain('90.00');
  });
});

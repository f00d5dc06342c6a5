import { expect, test } from 'vitest';
import { rateGoesWithBase } from './rules.ts';
import { starterRules } from './starter-rules.ts';

test('every starter rule keeps the house rules and names its source', () => {
  for (const rule of starterRules) {
    expect(rateGoesWithBase(rule), rule.jurisdiction).toEqual([]);
    expect(rule.source.length).toBeGreaterThan(10);
    expect(rule.source.length).toBeLessThanOrEqual(300);
    expect(rule.reason.length).toBeLessThanOrEqual(300);
  }
});

test('no two of them are for the same thing', () => {
  const keys = starterRules.map(({ region, leg, buyerType }) => `${region} ${leg} ${buyerType}`);
  expect(new Set(keys).size).toBe(keys.length);
});

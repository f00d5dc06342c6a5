import { expect, test } from 'vitest';
import { NOT_OURS, taxesOfDiscount, type TaxOnDocument } from './prompt-tax.ts';

// Field guide 3.12, example B: 3,810.55 of work and 114.32 of fee, each taxed at 6.35 %: 4,174.10 in all.
const tax = (leg: TaxOnDocument['leg'], baseMinor: number, rate = '0.0635', reason = ''): TaxOnDocument => ({
  ...{
    leg,
    baseMinor,
    rate,
    reason,
    taxRuleId: 'rule',
    certificateId: null,
    jurisdiction: 'US-CT',
    base: 'full',
  },
});
const exampleB = [tax('supply', 381_055), tax('client_fee', 11_432)];

test('2 % of a taxed invoice takes 2 % of each base back, with its tax', () => {
  // 83.48 of 4,174.10: bases 76.21 and 2.29, tax 4.84 and 0.15.
  expect(
    taxesOfDiscount(8_348, 417_410, exampleB, 'principal').map((one) => [one.baseMinor, one.taxMinor]),
  ).toEqual([
    [-7_621, -484],
    [-229, -15],
  ]);
});

test('as agent the tax on the work stays, and says why', () => {
  const [supply, fee] = taxesOfDiscount(8_348, 417_410, exampleB, 'agent');
  expect(supply).toMatchObject({ taxMinor: 0, rate: '0', reason: NOT_OURS });
  expect(fee).toMatchObject({ taxMinor: -15, rate: '0.0635' });
});

test('what was not taxed keeps its reason', () => {
  expect(taxesOfDiscount(100, 10_000, [tax('supply', 10_000, '0', 'Exempt')], 'principal')).toMatchObject([
    { baseMinor: -100, taxMinor: 0, reason: 'Exempt' },
  ]);
});

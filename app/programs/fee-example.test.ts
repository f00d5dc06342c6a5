import { expect, test } from 'vitest';
import { workedExample, type ExampleFee } from './fee-example.ts';

const fee = (
  funding: 'client' | 'supplier',
  fraction: string,
  capPerHour: string | null = null,
): ExampleFee => ({
  label: `${funding} ${fraction}`,
  funding,
  fraction,
  capPerHour,
});

test('client-funded, supplier-funded and hybrid share one base', () => {
  expect(workedExample([fee('client', '0.03')])).toMatchObject({
    clientPaysMinor: 103_000,
    supplierGetsMinor: 100_000,
    mspKeepsMinor: 3_000,
  });
  expect(workedExample([fee('supplier', '0.025'), fee('supplier', '0.009')])).toMatchObject({
    clientPaysMinor: 100_000,
    supplierGetsMinor: 96_600,
    mspKeepsMinor: 3_400,
  });
  expect(workedExample([fee('client', '0.03'), fee('supplier', '0.025')])).toMatchObject({
    clientPaysMinor: 103_000,
    supplierGetsMinor: 97_500,
    mspKeepsMinor: 5_500,
  });
});

test('a cap per hour cuts the fee where it is lower, and only there', () => {
  // 10 h × 2.00 = 20.00 < 2.5 % of 1,000.00
  expect(workedExample([fee('client', '0.025', '2')]).lines).toMatchObject([
    { feeMinor: 2_000, isCapped: true },
  ]);
  expect(workedExample([fee('client', '0.025', '3')]).lines).toMatchObject([
    { feeMinor: 2_500, isCapped: false },
  ]);
});

test('without a fee everybody has the agreed amount', () => {
  expect(workedExample([])).toEqual({
    lines: [],
    clientPaysMinor: 100_000,
    supplierGetsMinor: 100_000,
    mspKeepsMinor: 0,
  });
});

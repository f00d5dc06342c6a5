import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fee, feeSplit, lineAmountMinor, percentOf } from './price.ts';

/** The same rule said differently, in whole numbers: add half the divisor, drop what is left over. */
function divideHalfAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

const rateUnits = fc.integer({ min: 0, max: 99_999_999 });
const asDecimal = (units: number, places: number) => {
  const digits = String(units).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

describe('a line of time', () => {
  test('the field guide’s example A, to the cent', () => {
    expect(lineAmountMinor(40 * 60, '87.00')).toBe(348000);
    expect(lineAmountMinor(9 * 60, '130.50')).toBe(117450);
    expect(lineAmountMinor(60, '174.00')).toBe(17400);
  });

  test('half a cent goes away from zero on both sides of it', () => {
    expect(lineAmountMinor(30, '0.01')).toBe(1);
    expect(lineAmountMinor(-30, '0.01')).toBe(-1);
    expect(lineAmountMinor(29, '0.01')).toBe(0);
    expect(Object.is(lineAmountMinor(-29, '0.01'), 0)).toBe(true);
    expect(lineAmountMinor(20, '67.55')).toBe(2252); // 22.51666…
  });

  test('is rounded to the currency’s own minor unit', () => {
    expect(lineAmountMinor(90, '4500.5', 'JPY')).toBe(6751); // 6,750.75
    expect(lineAmountMinor(90, '4.5005', 'KWD')).toBe(6751); // 6.75075
  });

  test('equals whole-number arithmetic for any minutes and any rate of four places', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), rateUnits, (minutes, units) => {
        const exact = divideHalfAwayFromZero(BigInt(minutes) * BigInt(units) * 100n, 60n * 10_000n);
        expect(BigInt(lineAmountMinor(minutes, asDecimal(units, 4)))).toBe(exact);
      }),
    );
  });

  test('taken back, it is exactly what was charged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), rateUnits, (minutes, units) => {
        const rate = asDecimal(units, 4);
        expect(lineAmountMinor(minutes, rate) + lineAmountMinor(-minutes, rate)).toBe(0);
      }),
    );
  });

  test('refuses minutes that are no whole number, and amounts beyond exactness', () => {
    expect(() => lineAmountMinor(0.5, '87')).toThrow(RangeError);
    expect(() => lineAmountMinor(Number.MAX_SAFE_INTEGER, '87')).toThrow(RangeError);
  });
});

describe('a percentage', () => {
  test('rounds half away from zero', () => {
    expect(percentOf(348000, '0.025')).toBe(8700);
    expect(percentOf(117450, '0.025')).toBe(2936); // 29.3625
    expect(percentOf(117450, '0.009')).toBe(1057); // 10.5705
    expect(percentOf(100, '0.005')).toBe(1);
    expect(percentOf(-100, '0.005')).toBe(-1);
    expect(percentOf(381055, '0.03')).toBe(11432); // example B: 114.3165
  });

  test('equals whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (amount, millionths) => {
          const exact = divideHalfAwayFromZero(BigInt(amount) * BigInt(millionths), 1_000_000n);
          expect(BigInt(percentOf(amount, asDecimal(millionths, 6)))).toBe(exact);
        },
      ),
    );
  });
});

describe('fees on one base', () => {
  const msp: Fee = { id: 'msp', funding: 'supplier', fraction: '0.025' };
  const vms: Fee = { id: 'vms', funding: 'supplier', fraction: '0.009' };

  test('supplier-funded: the client pays the base, the supplier the fees (example A)', () => {
    expect(feeSplit(348000, [msp, vms])).toEqual({
      fees: [
        { id: 'msp', funding: 'supplier', feeMinor: 8700 },
        { id: 'vms', funding: 'supplier', feeMinor: 3132 },
      ],
      clientTotalMinor: 348000,
      supplierTotalMinor: 336168,
    });
    const lines = [348000, 117450, 17400].map((base) => feeSplit(base, [msp, vms]).supplierTotalMinor);
    expect(lines).toEqual([336168, 113457, 16808]);
    expect(lines.reduce((a, b) => a + b)).toBe(466433);
  });

  test('client-funded: the fee stands on top (example B)', () => {
    const split = feeSplit(381055, [{ id: 'msp', funding: 'client', fraction: '0.03' }]);
    expect(split.clientTotalMinor).toBe(381055 + 11432);
    expect(split.supplierTotalMinor).toBe(381055);
  });

  test('without fees both sides see the base', () => {
    expect(feeSplit(100, [])).toEqual({ fees: [], clientTotalMinor: 100, supplierTotalMinor: 100 });
  });

  test('client − supplier = the fees, and a credit mirrors its charge, whatever the fees', () => {
    const fee = fc.record({
      id: fc.string(),
      funding: fc.constantFrom('client' as const, 'supplier' as const),
      fraction: fc.integer({ min: 0, max: 100_000 }).map((units) => asDecimal(units, 6)),
    });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fee, { maxLength: 5 }), (base, fees) => {
        const split = feeSplit(base, fees);
        const charged = split.fees.reduce((total, { feeMinor }) => total + feeMinor, 0);
        expect(split.clientTotalMinor - split.supplierTotalMinor).toBe(charged);
        const back = feeSplit(-base, fees);
        expect(back.clientTotalMinor + split.clientTotalMinor).toBe(0);
        expect(back.supplierTotalMinor + split.supplierTotalMinor).toBe(0);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyOf } from './tally.ts';

test('counts rows and sums each column by its currency, empty cells as nothing', () => {
  const tally = tallyOf(['Who', 'Currency', 'Debit', 'Credit'], ['Debit', 'Credit', 'No such column']);
  const rows = [
    ['a', 'USD', '10.10', ''],
    ['b', 'EUR', '', '-3.30'],
  ];
  expect(tally.take(rows)).toBe(rows);
  tally.take([['c', 'USD', '0.20', '5.00']]);
  expect(tally.told()).toEqual({
    rows: 3,
    sums: { 'Debit, USD': '10.30', 'Credit, USD': '5.00', 'Debit, EUR': '0', 'Credit, EUR': '-3.30' },
  });
  expect(tallyOf(['Total'], ['Total']).told()).toEqual({ rows: 0, sums: {} });
});

test('sums exactly, whatever the number and size of the amounts', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), (minors) => {
      const tally = tallyOf(['Total'], ['Total']);
      const plain = (minor: bigint) => {
        const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
        return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      };
      tally.take(minors.map((minor) => [plain(minor)]));
      const { sums } = tally.told();
      const sum = minors.reduce((total, minor) => total + minor, 0n);
      const [whole = '0', cents = ''] = (sums['Total'] ?? '0').replace('-', '').split('.');
      expect(BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'))).toBe(sum < 0n ? -sum : sum);
    }),
  );
});

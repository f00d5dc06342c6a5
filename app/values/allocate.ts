import { Decimal } from './decimal.ts';

/**
 * Splits a whole number by weights so that the parts sum to it exactly: Hamilton's method, the largest remainder.
 * Every part is the exact share rounded down, and what is left goes, one by one, to the largest remainders; of
 * equal remainders the earlier part gets it. A negative total is split as its positive, and a weight of zero
 * receives nothing.
 * @param total minor units or minutes
 * @param weights percentages, minutes, amounts: exact decimals, none negative
 * Throws `RangeError` where there is something to split and no weight to split it by.
 */
export function allocate(total: number, weights: string[] | number[]): number[] {
  if (!Number.isSafeInteger(total))
    throw new RangeError(`${total} cannot be split: it is not a whole number`);
  const shares = wholeWeights(weights);
  const allShares = shares.reduce((sum, share) => sum + share, 0n);
  if (allShares === 0n) {
    if (total !== 0) throw new RangeError(`There is nothing to split ${total} by`);
    return shares.map(() => 0);
  }

  const magnitude = BigInt(Math.abs(total));
  const parts = shares.map((share) => (magnitude * share) / allShares);
  const remainders = shares.map((share) => (magnitude * share) % allShares);
  const leftOver = Number(magnitude - parts.reduce((sum, part) => sum + part, 0n));
  for (const index of largestFirst(remainders).slice(0, leftOver)) parts[index] = (parts[index] ?? 0n) + 1n;

  return parts.map((part) => (total < 0 && part !== 0n ? -Number(part) : Number(part)));
}

/** The weights as whole numbers in the same proportion, because remainders must be compared exactly. */
function wholeWeights(weights: string[] | number[]): bigint[] {
  const decimals = weights.map((weight) => new Decimal(weight));
  if (decimals.some((weight) => weight.lt(0))) throw new RangeError('A weight cannot be negative');
  const places = Math.max(0, ...decimals.map((weight) => weight.toFixed().split('.')[1]?.length ?? 0));
  return decimals.map((weight) => BigInt(weight.times(new Decimal(10).pow(places)).toFixed(0)));
}

/** The positions of the values, the largest value's first; `sort` is stable, so ties stay in order. */
function largestFirst(values: bigint[]): number[] {
  return values
    .map((value, index) => ({ value, index }))
    .sort((a, b) => (a.value === b.value ? 0 : a.value > b.value ? -1 : 1))
    .map(({ index }) => index);
}

/**
 * Rounds exact parts of one sum together: the sum is rounded once, half away from zero, each part is rounded down, and
 * what is left goes, one by one, to the largest remainders; of equal ones the earlier part gets it. So a tax that is
 * owed once on a document lies on its lines to the cent, and no line is off by a cent or more.
 * @param exact amounts in minor units as exact decimals
 */
export function roundTogether(exact: string[]): number[] {
  const parts = exact.map((part) => new Decimal(part));
  const floors = parts.map((part) => floorOf(part));
  const sum = parts.reduce((total, part) => total.plus(part), new Decimal(0)).round(0);
  let leftOver = Number(
    sum.minus(floors.reduce((total, part) => total.plus(part), new Decimal(0))).toFixed(0),
  );
  const order = parts
    .map((part, index) => ({ rest: part.minus(floors[index] ?? 0), index }))
    .sort((a, b) => b.rest.cmp(a.rest) || a.index - b.index);
  const rounded = floors.map((part) => Number(part.toFixed(0)));
  for (const { index } of order) {
    if (leftOver <= 0) break;
    rounded[index] = (rounded[index] ?? 0) + 1;
    leftOver -= 1;
  }
  return rounded;
}

const DOWN = 0;
function floorOf(value: InstanceType<typeof Decimal>) {
  const cut = value.round(0, DOWN);
  return value.lt(0) && !cut.eq(value) ? cut.minus(1) : cut;
}

/** Chance that comes out the same every time, so that two people who look at the demo see the same program. */
export type Random = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** So many different ones of the list, or all of it. */
  some<T>(list: readonly T[], count: number): T[];
  /** A time-ordered id (RFC 9562, version 7) as if made at that moment; of one moment, the later is the greater. */
  id(at: Date): string;
};

/** Mulberry32, Tommy Ettinger's generator with 32 bits of state: good enough for names, and short. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[int(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError('Nothing can be picked from an empty list');
    return chosen;
  };
  const some = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list];
    return Array.from({ length: Math.min(count, rest.length) }).flatMap(() =>
      rest.splice(int(0, rest.length - 1), 1),
    );
  };
  return { next, int, pick, some, chance: (probability) => next() < probability, id: idMaker(int) };
}

function idMaker(int: (from: number, to: number) => number): (at: Date) => string {
  const made = new Map<number, number>();
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return (at) => {
    const time = at.getTime();
    const count = made.get(time) ?? 0;
    made.set(time, count + 1);
    const stamp = hex(time, 12);
    const tail = `${hex(int(0, 0xffffff), 6)}${hex(int(0, 0xffffff), 6)}`;
    const turn = `7${hex(count % 0x1000, 3)}`;
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-${turn}-${hex(0x8000 + int(0, 0x3fff), 4)}-${tail}`;
  };
}

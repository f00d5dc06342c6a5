import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draws = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 20 }, () => random.int(1, 1_000_000));
};

describe('the chance of the demo', () => {
  it('comes out the same for the same seed, and differently for another', () => {
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('reaches both ends and nothing beyond them', () => {
    const random = createRandom(1);
    const thrown = new Set(Array.from({ length: 500 }, () => random.int(1, 6)));
    expect([...thrown].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('picks different ones, and all of them where more are asked for', () => {
    const random = createRandom(2);
    expect(new Set(random.some(['a', 'b', 'c', 'd'], 3)).size).toBe(3);
    expect(random.some(['a', 'b'], 5).sort()).toEqual(['a', 'b']);
  });

  it('makes ids that sort by their moment, and within it by the order in which they were made', () => {
    const random = createRandom(3);
    const early = new Date('2026-01-01T12:00:00Z');
    const late = new Date('2026-01-01T12:00:00.001Z');
    const third = random.id(late);
    const first = random.id(early);
    const second = random.id(early);
    expect([third, second, first].sort()).toEqual([first, second, third]);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

import { expect, test } from 'vitest';
import { releaseMoments } from './release-moments.ts';

const at = (clock: string) => new Date(`2026-11-16T${clock}Z`);

test('a release is dated now', () => {
  expect(releaseMoments([], at('10:00:00'))(1)).toEqual(at('10:00:00'));
});

test('a second release of a tier within the second shares the moment of the first', () => {
  const momentOf = releaseMoments([{ tier: 1, releasedAt: at('10:00:00.000') }], at('10:00:00.900'));
  expect(momentOf(1)).toEqual(at('10:00:00.000'));
  expect(momentOf(2)).toEqual(at('10:00:00.900'));
});

test('a later one has a moment of its own', () => {
  const momentOf = releaseMoments([{ tier: 1, releasedAt: at('10:00:00') }], at('10:00:01'));
  expect(momentOf(1)).toEqual(at('10:00:01'));
});

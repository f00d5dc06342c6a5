import { expect, test } from 'vitest';
import { dueOn, keptSince } from './rules.ts';

test('a request is due thirty days later', () => expect(dueOn('2026-01-31')).toBe('2026-03-02'));

test('months are those of the calendar, and a short one has a last day', () => {
  const since = (now: string, months: number) => keptSince(new Date(now), months).toISOString();
  expect(since('2026-03-31T10:00:00Z', 1)).toBe('2026-02-28T10:00:00.000Z');
  expect(since('2024-03-31T10:00:00Z', 1)).toBe('2024-02-29T10:00:00.000Z');
  expect(since('2026-11-29T00:00:00Z', 24)).toBe('2024-11-29T00:00:00.000Z');
});

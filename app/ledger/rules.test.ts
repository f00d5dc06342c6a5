import { describe, expect, test } from 'vitest';
import { whyNotClose, whyNotReopen } from './rules.ts';

const states = (entries: Record<string, string>) => new Map(Object.entries(entries));

describe('closing', () => {
  const june = { today: '2026-07-01', firstMonth: '2026-05-01', states: states({ '2026-05-01': 'closed' }) };

  test('a month that is over, with all before it closed, is closed', () => {
    expect(whyNotClose('2026-06-01', june)).toBeNull();
  });

  test('a month is not over on its last day', () => {
    expect(whyNotClose('2026-06-01', { ...june, today: '2026-06-30' })).toMatch(/^Jun 2026 is not over/);
  });

  test('the first open month before it is named', () => {
    const gap = { ...june, firstMonth: '2026-03-01', states: states({ '2026-03-01': 'closed' }) };
    expect(whyNotClose('2026-06-01', gap)).toMatch(/^Close Apr 2026 first/);
  });

  test('an earlier month that was reopened is open, one that somebody only asked to reopen is not', () => {
    const reopened = { ...june, states: states({ '2026-05-01': 'open' }) };
    expect(whyNotClose('2026-06-01', reopened)).toMatch(/^Close May 2026 first/);
    expect(whyNotClose('2026-06-01', { ...june, states: states({ '2026-05-01': 'reopening' }) })).toBeNull();
  });

  test('a month before anything was posted waits for none', () => {
    expect(whyNotClose('2026-06-01', { ...june, firstMonth: null, states: states({}) })).toBeNull();
    expect(whyNotClose('2026-06-01', { ...june, firstMonth: '2026-06-01', states: states({}) })).toBeNull();
  });
});

describe('reopening', () => {
  test('the last closed month may be reopened', () => {
    expect(whyNotReopen('2026-06-01', states({ '2026-05-01': 'closed', '2026-06-01': 'closed' }))).toBeNull();
  });

  test('one with a closed month after it may not, and the last of them is named', () => {
    const closed = states({ '2026-05-01': 'closed', '2026-06-01': 'reopening', '2026-07-01': 'closed' });
    expect(whyNotReopen('2026-05-01', closed)).toMatch(/^Reopen Jul 2026 first/);
  });

  test('later months that are open do not hold it', () => {
    expect(whyNotReopen('2026-05-01', states({ '2026-05-01': 'closed', '2026-06-01': 'open' }))).toBeNull();
  });
});

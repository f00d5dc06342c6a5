import { describe, expect, test } from 'vitest';
import { daysWaiting, standingSentence, stepsOf, waitingSince, type Moments } from './standing.ts';

const zone = 'America/Los_Angeles';
const moments: Moments = {
  status: 'open',
  createdAt: new Date('2026-11-01T17:00:00Z'),
  submittedAt: new Date('2026-11-02T17:00:00Z'),
  decidedAt: new Date('2026-11-03T17:00:00Z'),
  openedAt: new Date('2026-11-04T17:00:00Z'),
};

test('it waits since the moment that brought it where it stands', () => {
  expect(waitingSince({ ...moments, status: 'pending_approval' })).toEqual(moments.submittedAt);
  expect(waitingSince({ ...moments, status: 'approved' })).toEqual(moments.decidedAt);
  expect(waitingSince({ ...moments, status: 'approved', decidedAt: null })).toEqual(moments.submittedAt);
  expect(waitingSince(moments)).toEqual(moments.openedAt);
  expect(waitingSince({ ...moments, status: 'filled' })).toBeNull();
});

describe('the delay', () => {
  test('is counted by the program’s calendar', () => {
    // 23:30 on the 4th in Los Angeles, and half an hour past midnight of the 5th.
    expect(daysWaiting(new Date('2026-11-05T07:30:00Z'), new Date('2026-11-05T08:30:00Z'), zone)).toBe(
      '1 day',
    );
    expect(daysWaiting(new Date('2026-11-05T17:00:00Z'), new Date('2026-11-05T23:00:00Z'), zone)).toBe(
      'today',
    );
  });

  test('reads as a sentence', () => {
    expect(standingSentence(moments, new Date('2026-11-07T17:00:00Z'), zone)).toBe('Open for 3 days');
    expect(standingSentence(moments, new Date('2026-11-04T18:00:00Z'), zone)).toBe('Open since today');
  });
});

describe('the steps', () => {
  const count = { filled: 0, positions: 2 };
  test('leave out what never happened to one closed early', () => {
    expect(stepsOf({ ...moments, ...count, status: 'closed' }).steps).not.toContain('filled');
    expect(stepsOf({ ...moments, status: 'closed', filled: 2, positions: 2 }).steps).toContain('filled');
  });
  test('end where a cancelled one had come to', () => {
    expect(stepsOf({ ...moments, ...count, status: 'cancelled', openedAt: null })).toMatchObject({
      current: 'pending_approval',
      ended: 'cancelled',
    });
  });
});

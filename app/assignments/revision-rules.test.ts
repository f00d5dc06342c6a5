import { describe, expect, test } from 'vitest';
import { rateSteps, stepsFrom, withoutAgreement } from './rates.ts';
import {
  changesAnything,
  changesFrom,
  revisionLiesWithin,
  weeklyEffectMinor,
  whyNotRevisable,
} from './revision-rules.ts';

const inForce = (straight: string, from: string, upTo: string | null = null) =>
  [
    ['ST', straight],
    ['OT', String(Number(straight) * 1.5)],
    ['DT', String(Number(straight) * 2)],
  ].map(([payCode, rate]) => ({ payCode: payCode as 'ST', rate: rate ?? '', from, upTo }));

const fresh = (billRate: string, day: string, terms = withoutAgreement) =>
  stepsFrom(rateSteps({ billRate, payRate: '60', startsOn: '2026-03-02' }, terms), day);

describe('what a revision changes', () => {
  test('one rate becomes another, and a week of 40 hours costs 120.00 more', () => {
    const changes = changesFrom(inForce('87', '2026-03-02'), fresh('90', '2026-04-06'));
    expect(changes).toEqual([
      {
        from: '2026-04-06',
        changes: [
          { payCode: 'ST', before: '87', after: '90' },
          { payCode: 'OT', before: '130.5', after: '135.00' },
          { payCode: 'DT', before: '174', after: '180.00' },
        ],
      },
    ]);
    expect(weeklyEffectMinor(changes[0], 2400)).toBe(12_000);
    expect(changesAnything(changes)).toBe(true);
  });

  test('the same rate changes nothing', () => {
    expect(changesAnything(changesFrom(inForce('87', '2026-03-02'), fresh('87.00', '2026-04-06')))).toBe(
      false,
    );
  });

  test('a later step that was agreed before is replaced too, and shown on its day', () => {
    const rows = [...inForce('87', '2026-03-02', '2026-06-01'), ...inForce('95', '2026-06-01')];
    const changes = changesFrom(rows, fresh('90', '2026-04-06'));
    expect(changes.map(({ from, changes: [straight] }) => [from, straight?.before, straight?.after])).toEqual(
      [
        ['2026-04-06', '87', '90'],
        ['2026-06-01', '95', '90'],
      ],
    );
  });

  test('tenure goes on counting from the first day of the assignment', () => {
    const terms = { ...withoutAgreement, tenureWeeks: 26, tenureFraction: '0.03' };
    const changes = changesFrom(inForce('87', '2026-03-02'), fresh('100', '2026-04-06', terms));
    expect(changes.map(({ from, changes: [straight] }) => [from, straight?.after])).toEqual([
      ['2026-04-06', '100'],
      ['2026-08-31', '97.00'],
    ]);
  });
});

test('a revision starts on a day of the assignment', () => {
  const days = { startsOn: '2026-03-02', endsOn: '2026-08-28' };
  expect(revisionLiesWithin('2026-03-02', days)).toEqual([]);
  expect(revisionLiesWithin('2026-03-01', days)[0]?.field).toBe('effectiveFrom');
  expect(revisionLiesWithin('2026-08-29', days)[0]?.message).toContain('28 Aug 2026');
});

test('what is closed keeps its rates; what just ended does not have to', () => {
  expect(whyNotRevisable('ended')).toBeNull();
  expect(whyNotRevisable('no_show')).toContain('no show');
});

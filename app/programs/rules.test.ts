import { describe, expect, test } from 'vitest';
import { asRange, formatEffective, share } from './effective.ts';
import {
  cardStartsLater,
  endsNoEarlierThanItStarts,
  feeLabelIsFree,
  feeToEnd,
  newTermsStartLater,
} from './rules.ts';

const year2026 = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
const endless = { startsOn: '2026-07-01', endsOn: null };

describe('from when to when', () => {
  test('a range includes its last day', () => {
    expect(asRange(year2026)).toBe('[2026-01-01,2027-01-01)');
    expect(asRange(endless)).toBe('[2026-07-01,)');
  });

  test('one shared day is enough to overlap, and neighbors do not', () => {
    expect(share(year2026, { startsOn: '2026-12-31', endsOn: null })).toBe(true);
    expect(share(year2026, { startsOn: '2027-01-01', endsOn: null })).toBe(false);
    expect(share(endless, { startsOn: '2020-01-01', endsOn: '2026-06-30' })).toBe(false);
    expect(share(endless, endless)).toBe(true);
  });

  test('is said in words', () => {
    expect(formatEffective(endless)).toBe('from 1 Jul 2026');
    expect(formatEffective(year2026)).toBe('1 Jan 2026 to 31 Dec 2026');
  });
});

describe('terms', () => {
  test('start after the latest ones, not on the same day', () => {
    expect(newTermsStartLater('2026-01-01', '2026-01-02')).toEqual([]);
    expect(newTermsStartLater('2026-01-01', '2026-01-01')[0]?.field).toBe('effectiveFrom');
    expect(newTermsStartLater(null, '1999-01-01')).toEqual([]);
  });
});

describe('fees', () => {
  const running = { label: 'Program fee', ...endless };

  test('of one label never run on one day, and the sentence says until when the other runs', () => {
    const ended = { label: 'Program fee', ...year2026 };
    const [said] = feeLabelIsFree([ended], { startsOn: '2026-12-31', endsOn: null });
    expect(said).toEqual({
      field: 'label',
      message:
        '“Program fee” runs from 1 Jan 2026 until 31 Dec 2026. Start after that, or use another label.',
    });
    expect(feeLabelIsFree([ended], { startsOn: '2027-01-01', endsOn: null })).toEqual([]);
    expect(feeLabelIsFree([running], { startsOn: '2027-01-01', endsOn: null })[0]?.message).toContain(
      'without an end',
    );
  });

  test('only one that runs on and began earlier can be ended', () => {
    expect(feeToEnd([running], '2026-07-02')).toBe(running);
    expect(feeToEnd([running], '2026-07-01')).toBeUndefined();
    expect(feeToEnd([{ label: 'Program fee', ...year2026 }], '2026-06-01')).toBeUndefined();
  });

  test('end on the day they start at the earliest', () => {
    expect(endsNoEarlierThanItStarts({ startsOn: '2026-07-01', endsOn: '2026-07-01' })).toEqual([]);
    expect(endsNoEarlierThanItStarts({ startsOn: '2026-07-01', endsOn: '2026-06-30' })).toHaveLength(1);
  });
});

describe('a rate card', () => {
  test('that would leave an empty range says how many jobs and from when on it can start', () => {
    expect(cardStartsLater({ jobs: 0, latestStart: null }, '2026-01-01', 'effectiveFrom')).toEqual([]);
    const [said] = cardStartsLater({ jobs: 1204, latestStart: '2026-02-01' }, '2026-01-01', 'effectiveFrom');
    expect(said?.message).toBe(
      '1,204 jobs of this file already have another rate that starts on 1 Jan 2026 or later, the last on 1 Feb 2026. ' +
        'Choose a day after that.',
    );
  });
});

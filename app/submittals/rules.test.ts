import { describe, expect, test } from 'vitest';
import {
  againstTheCard,
  availableBeforeItEnds,
  hasExpired,
  normalizedEmail,
  offerMakesSense,
  positionIsFree,
  rateFitsTheCard,
  roomForAnother,
  whyNotOpen,
} from './rules.ts';

const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

describe('a person is the same person', () => {
  test.each([
    ['A.Romero@Mail.example', 'a.romero@mail.example'],
    [' a.romero+jobs@mail.example ', 'a.romero@mail.example'],
    ['a.romero@ｍail.example', 'a.romero@mail.example'],
  ])('%s is %s', (typed, same) => expect(normalizedEmail(typed)).toBe(same));

  test('but another name in the same house is another one', () =>
    expect(normalizedEmail('b.romero@mail.example')).not.toBe(normalizedEmail('a.romero@mail.example')));
});

describe('rates', () => {
  test('at the maximum is fine, a ten-thousandth above is not, and the figure is said', () => {
    expect(rateFitsTheCard('92', '92.0000')).toEqual([]);
    expect(rateFitsTheCard('92.0001', '92.0000')).toEqual([
      { field: 'billRate', message: 'The card allows at most 92.00 for this job.' },
    ]);
  });

  test('are held against the card to a tenth of a percent', () => {
    expect(againstTheCard('62', '64.10')).toBe('-0.033');
    expect(againstTheCard('92', '92.0000')).toBe('0.000');
  });
});

test('somebody who is free only after the last day is no candidate', () => {
  expect(availableBeforeItEnds('2026-12-31', '2026-12-31')).toEqual([]);
  expect(fields(availableBeforeItEnds('2027-01-01', '2026-12-31'))).toEqual(['availableFrom']);
});

test('the fifth of five candidates fits, the sixth does not', () => {
  expect(roomForAnother(4, 5)).toEqual([]);
  expect(roomForAnother(5, 5)).toHaveLength(1);
  expect(roomForAnother(1, 1)[0]?.message).toContain('one candidate a firm');
});

test('only an open need takes candidates', () => {
  expect(whyNotOpen('open')).toBeNull();
  expect(whyNotOpen('on_hold')).toContain('on hold');
  expect(whyNotOpen('cancelled')).toContain('cancelled');
});

describe('an offer', () => {
  const terms = { billRate: '62', startsOn: '2026-12-01', endsOn: '2027-05-31', expiresOn: '2026-11-20' };

  test('with sound terms stands', () => expect(offerMakesSense(terms, '64', '2026-11-15')).toEqual([]));

  test('says every thing that is wrong with it', () => {
    const wrong = {
      billRate: '64.01',
      startsOn: '2026-12-01',
      endsOn: '2026-11-30',
      expiresOn: '2026-11-14',
    };
    expect(fields(offerMakesSense(wrong, '64', '2026-11-15'))).toEqual(['billRate', 'endsOn', 'expiresOn']);
    expect(fields(offerMakesSense({ ...terms, endsOn: '2029-12-06' }, '64', '2026-11-15'))).toEqual([
      'endsOn',
    ]);
    expect(fields(offerMakesSense({ ...terms, expiresOn: '2027-01-15' }, '64', '2026-11-15'))).toEqual([
      'expiresOn',
    ]);
  });

  test('needs a position that nobody has and nobody was offered', () => {
    expect(positionIsFree(2, 1, 0)).toEqual([]);
    expect(positionIsFree(2, 1, 1)[0]?.message).toContain('All 2 positions are');
    expect(positionIsFree(1, 0, 1)[0]?.message).toContain('The one position is');
  });

  test('can be answered on its last day and not on the next', () => {
    expect(hasExpired('2026-11-20', '2026-11-20')).toBe(false);
    expect(hasExpired('2026-11-20', '2026-11-21')).toBe(true);
  });
});

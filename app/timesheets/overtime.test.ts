import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOfWeek } from '#app/values/week.ts';
import {
  classify,
  classifyByCostCenter,
  type ClassifiedEntry,
  explain,
  type OvertimeRule,
  overtimeRules,
  type PayCode,
  type WorkedDay,
} from './overtime.ts';

const DAYS = daysOfWeek('2026-11-15'); // Monday 9 to Sunday 15 November

/** Hours from Monday on; days not mentioned were not worked. */
const week = (...hours: number[]): WorkedDay[] =>
  DAYS.map((date, index) => ({ date, workedMinutes: (hours[index] ?? 0) * 60 }));

/** Straight, overtime and double hours of the week. */
const hoursOf = (rule: OvertimeRule, days: WorkedDay[]) => {
  const classified = classify(rule, days);
  const hours = (minutes: number[]) => minutes.reduce((sum, each) => sum + each, 0) / 60;
  return [
    hours(classified.map((day) => day.straightMinutes)),
    hours(classified.map((day) => day.overtimeMinutes)),
    hours(classified.map((day) => day.doubleMinutes)),
  ];
};

const EXAMPLE_A = week(9, 8, 13, 8, 8, 4);

const rules = fc.constantFrom<OvertimeRule>('none', 'us-flsa', 'us-ca');
const weeks = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 })), { minLength: 7, maxLength: 7 })
  .map((minutes) => DAYS.map((date, index) => ({ date, workedMinutes: minutes[index] ?? 0 })));

describe('California', () => {
  test('the field guide’s example A: 40 straight, 9 overtime, 1 double', () => {
    expect(hoursOf('us-ca', EXAMPLE_A)).toEqual([40, 9, 1]);
    expect(classify('us-ca', EXAMPLE_A).map((day) => day.straightMinutes / 60)).toEqual([
      8, 8, 8, 8, 8, 0, 0,
    ]);
    expect(classify('us-ca', EXAMPLE_A).map((day) => day.overtimeMinutes / 60)).toEqual([
      1, 0, 4, 0, 0, 4, 0,
    ]);
    expect(classify('us-ca', EXAMPLE_A).map((day) => day.doubleMinutes / 60)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  test('hours over 8 a day is overtime though the week is short', () => {
    expect(hoursOf('us-ca', week(8))).toEqual([8, 0, 0]);
    expect(hoursOf('us-ca', week(10, 10))).toEqual([16, 4, 0]);
    expect(hoursOf('us-ca', week(14))).toEqual([8, 4, 2]);
  });

  test('the seventh worked day in a row is overtime, and double over 8', () => {
    // Six days of 6 h: 36 h straight, so the weekly rule stays out of it.
    expect(hoursOf('us-ca', week(6, 6, 6, 6, 6, 6, 10))).toEqual([36, 8, 2]);
    expect(hoursOf('us-ca', week(6, 6, 6, 0, 6, 6, 10))).toEqual([38, 2, 0]);
  });

  test('an hour is a premium hour once: daily overtime does not count toward the 40', () => {
    // 5 × 10 h: 40 straight, 10 daily overtime; the 50 h give no second premium.
    expect(hoursOf('us-ca', week(10, 10, 10, 10, 10))).toEqual([40, 10, 0]);
    // Seven days of 8 h: Sunday is the seventh day, Saturday’s 8 are over 40.
    expect(hoursOf('us-ca', week(8, 8, 8, 8, 8, 8, 8))).toEqual([40, 16, 0]);
  });
});

describe('federal', () => {
  test('only the week counts, and its last hours are the overtime', () => {
    expect(hoursOf('us-flsa', EXAMPLE_A)).toEqual([40, 10, 0]);
    expect(classify('us-flsa', EXAMPLE_A).map((day) => day.overtimeMinutes / 60)).toEqual([
      0, 0, 0, 0, 6, 4, 0,
    ]);
    expect(hoursOf('us-flsa', week(14, 14, 12))).toEqual([40, 0, 0]);
  });
});

test('without a rule everything is straight time', () => {
  expect(hoursOf('none', EXAMPLE_A)).toEqual([50, 0, 0]);
  expect(explain('none', EXAMPLE_A)).toEqual([]);
});

test('no minute of a day is lost or invented, and no straight week is over 40 hours', () => {
  fc.assert(
    fc.property(rules, weeks, (rule, days) => {
      const classified = classify(rule, days);
      expect(classified.map((day) => day.straightMinutes + day.overtimeMinutes + day.doubleMinutes)).toEqual(
        days.map((day) => day.workedMinutes),
      );
      const minutes = classified.flatMap((day) => [
        day.straightMinutes,
        day.overtimeMinutes,
        day.doubleMinutes,
      ]);
      expect(minutes.every((each) => each >= 0)).toBe(true);
      const straight = classified.reduce((sum, day) => sum + day.straightMinutes, 0);
      if (rule !== 'none') expect(straight).toBeLessThanOrEqual(2400);
    }),
  );
});

test('California never pays less than the federal rule', () => {
  fc.assert(
    fc.property(weeks, (days) => {
      const [straightCa = 0] = hoursOf('us-ca', days);
      const [straightUs = 0] = hoursOf('us-flsa', days);
      expect(straightCa).toBeLessThanOrEqual(straightUs);
    }),
  );
});

describe('by cost center', () => {
  const [monday = ''] = DAYS;
  const minutesOf = (entries: ClassifiedEntry[], costCenterId: string, payCode: PayCode) =>
    entries
      .filter((entry) => entry.costCenterId === costCenterId && entry.payCode === payCode)
      .reduce((sum, entry) => sum + entry.minutes, 0);

  test('premium minutes go where the work was done, in proportion', () => {
    const entries = [
      { date: monday, costCenterId: '4410', workedMinutes: 6 * 60 },
      { date: monday, costCenterId: '4420', workedMinutes: 3 * 60 },
    ];
    expect(classifyByCostCenter('us-ca', entries, DAYS)).toEqual([
      { date: monday, costCenterId: '4410', payCode: 'ST', minutes: 320 },
      { date: monday, costCenterId: '4410', payCode: 'OT', minutes: 40 },
      { date: monday, costCenterId: '4420', payCode: 'ST', minutes: 160 },
      { date: monday, costCenterId: '4420', payCode: 'OT', minutes: 20 },
    ]);
  });

  test('a cost center entered twice on a day is one, and one without minutes is none', () => {
    const entries = [
      { date: monday, costCenterId: '4410', workedMinutes: 200 },
      { date: monday, costCenterId: '4410', workedMinutes: 40 },
      { date: monday, costCenterId: '4420', workedMinutes: 0 },
    ];
    expect(classifyByCostCenter('us-ca', entries, DAYS)).toEqual([
      { date: monday, costCenterId: '4410', payCode: 'ST', minutes: 240 },
    ]);
    expect(classifyByCostCenter('us-ca', [], DAYS)).toEqual([]);
  });

  test('the weekly rule takes all cost centers of the worker together', () => {
    const entries = DAYS.slice(0, 6).flatMap((date, index) => [
      { date, costCenterId: index < 5 ? '4410' : '4420', workedMinutes: 8 * 60 },
    ]);
    const classified = classifyByCostCenter('us-flsa', entries, DAYS);
    expect(minutesOf(classified, '4410', 'ST')).toBe(2400);
    expect(minutesOf(classified, '4420', 'OT')).toBe(480);
    expect(minutesOf(classified, '4420', 'ST')).toBe(0);
  });

  test('each cost center gets back its own minutes of each day, and each day its own pay codes', () => {
    const entry = fc.record({
      date: fc.constantFrom(...DAYS),
      costCenterId: fc.constantFrom('4410', '4420', '4430', '4440'),
      workedMinutes: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(rules, fc.array(entry, { maxLength: 30 }), (rule, entries) => {
        const classified = classifyByCostCenter(rule, entries, DAYS);
        const key = (of: { date: string; costCenterId: string }) => `${of.date} ${of.costCenterId}`;
        expect(sums(classified, key, (of) => of.minutes)).toEqual(
          sums(entries, key, (of) => of.workedMinutes),
        );

        const workedOn = sums(
          entries,
          (of) => of.date,
          (of) => of.workedMinutes,
        );
        const days = classify(
          rule,
          DAYS.map((date) => ({ date, workedMinutes: workedOn[date] ?? 0 })),
        );
        const byCode = sums(
          classified,
          (of) => `${of.date} ${of.payCode}`,
          (of) => of.minutes,
        );
        for (const day of days) {
          expect(byCode[`${day.date} ST`] ?? 0).toBe(day.straightMinutes);
          expect(byCode[`${day.date} OT`] ?? 0).toBe(day.overtimeMinutes);
          expect(byCode[`${day.date} DT`] ?? 0).toBe(day.doubleMinutes);
        }
        expect(classified.every((of) => of.minutes > 0)).toBe(true);
      }),
    );
  });

  test('time outside the week is refused', () => {
    const entries = [{ date: '2026-11-16', costCenterId: '4410', workedMinutes: 60 }];
    expect(() => classifyByCostCenter('us-ca', entries, DAYS)).toThrow(RangeError);
  });
});

/** What the items add up to by key, leaving out what adds up to nothing. */
function sums<T>(items: T[], key: (item: T) => string, minutes: (item: T) => number): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const item of items)
    if (minutes(item) > 0) totals[key(item)] = (totals[key(item)] ?? 0) + minutes(item);
  return totals;
}

describe('the proof', () => {
  test('says why each premium hour is one', () => {
    expect(explain('us-ca', EXAMPLE_A)).toEqual([
      'Mon: 1.00 h over 8 a day is overtime',
      'Wed: 4.00 h over 8 a day is overtime',
      'Wed: 1.00 h over 12 a day is double time',
      'Week: 44.00 h of straight time is 4.00 h over 40',
      'Sat: 4.00 h over 40 a week is overtime',
    ]);
    expect(explain('us-flsa', EXAMPLE_A)).toEqual([
      'Week: 50.00 h of straight time is 10.00 h over 40',
      'Sat: 4.00 h over 40 a week is overtime',
      'Fri: 6.00 h over 40 a week is overtime',
    ]);
    expect(explain('us-ca', week(6, 6, 6, 6, 6, 6, 10))).toEqual([
      'Sun: 8.00 h on the seventh day in a row is overtime',
      'Sun: 2.00 h over 8 on the seventh day in a row is double time',
    ]);
    expect(explain('us-ca', week(8, 8, 8, 8, 8))).toEqual([]);
  });

  test('speaks exactly where there is something to explain', () => {
    fc.assert(
      fc.property(rules, weeks, (rule, days) => {
        const premium = classify(rule, days).some((day) => day.overtimeMinutes + day.doubleMinutes > 0);
        expect(explain(rule, days).length > 0).toBe(premium);
      }),
    );
  });
});

test('a workweek is seven days in order, and nobody works less than nothing', () => {
  expect(() => classify('us-ca', EXAMPLE_A.slice(0, 5))).toThrow('A workweek has seven days, not 5');
  expect(() => classify('us-ca', EXAMPLE_A.toReversed())).toThrow(RangeError);
  expect(() => classify('us-ca', week(-1))).toThrow(RangeError);
  expect(() => explain('us-ca', [])).toThrow(RangeError);
});

test('each rule set names its version and its law', () => {
  expect(overtimeRules.map((rule) => rule.id)).toEqual(['none', 'us-flsa', 'us-ca']);
  expect(overtimeRules.every((rule) => rule.version >= 1 && rule.source !== '')).toBe(true);
});

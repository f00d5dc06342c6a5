import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '#app/values/money.ts';
import { daysOfWeek, minutesInDay } from '#app/values/week.ts';
import { classify, overtimeRules, versionOf, type OvertimeRule } from './overtime.ts';
import { changes, replayWeek, totalsBySupplier, triedStraightRate, type WeekToReplay } from './replay.ts';
import { classifiedLines, type StoredLine } from './week-of-time.ts';

const WEEK = '2026-03-15';
const days = daysOfWeek(WEEK);

const ratesAt = (straight: number) =>
  (
    [
      ['ST', straight],
      ['OT', straight * 1.5],
      ['DT', straight * 2],
    ] as const
  ).map(([payCode, rate]) => ({
    rateId: payCode,
    payCode,
    billRate: rate.toFixed(2),
    from: '2026-03-02',
    upTo: null,
  }));

/** Hours from Monday on, approved under a rule, as they are stored. */
function week(rule: OvertimeRule, hours: number[], more: Partial<WeekToReplay> = {}): WeekToReplay {
  const minutes = days.map((_, index) => Math.round((hours[index] ?? 0) * 60));
  const lines: StoredLine[] = classifiedLines(rule, [{ costCenterId: 'c1', days: minutes }], WEEK).map(
    ({ date, ...line }) => ({ workDate: date, ...line }),
  );
  return {
    ...{
      timesheetId: 't1',
      workerName: 'Luis Ortiz',
      ref: 'A-301',
      supplierId: 's1',
      supplierName: 'Cobalt',
    },
    ...{ weekEndsOn: WEEK, lines, rates: ratesAt(87), triedRates: ratesAt(87) },
    ...more,
  };
}

describe('another rule', () => {
  test('the field guide’s example A costs 435.00 less by the federal rule than by California’s', () => {
    // 40 / 9 / 1 h is 4,828.50; 40 / 10 is 4,785.00
    const lines = replayWeek(week('us-ca', [9, 8, 13, 8, 8, 4]), 'us-flsa');
    expect(
      lines.map(({ payCode, minutesBefore, minutesAfter }) => [payCode, minutesBefore, minutesAfter]),
    ).toEqual([
      ['ST', 2400, 2400],
      ['OT', 540, 600],
      ['DT', 60, 0],
    ]);
    expect(sum(lines.map(({ beforeMinor }) => beforeMinor))).toBe(482_850);
    expect(sum(lines.map(({ afterMinor }) => afterMinor))).toBe(478_500);
    expect(lines.filter(changes).map(({ payCode }) => payCode)).toEqual(['OT', 'DT']);
  });

  test('without a new rule a week stays as it was approved, whatever the rule would say today', () => {
    expect(replayWeek(week('us-ca', [9, 8, 13, 8, 8, 4]), null).filter(changes)).toEqual([]);
  });

  test('the rule that it was approved under changes nothing', () => {
    for (const { id } of overtimeRules)
      expect(replayWeek(week(id, [9, 8, 13, 8, 8, 4, 3]), id).filter(changes)).toEqual([]);
  });
});

describe('other rates', () => {
  test('10 % less on 87.00 is 78.30, and a maximum holds', () => {
    expect(triedStraightRate('87.0000', { change: '-0.1', max: null })).toBe('78.30');
    expect(triedStraightRate('87.0000', { change: null, max: '80' })).toBe('80');
    expect(triedStraightRate('87.0000', { change: '-0.1', max: '80' })).toBe('78.30');
  });

  test('totals stand by supplier', () => {
    const one = replayWeek(week('none', [8], { triedRates: ratesAt(90) }), null);
    const two = replayWeek(
      week('none', [8, 8], { timesheetId: 't2', supplierId: 's2', supplierName: 'Adler' }),
      null,
    );
    expect(totalsBySupplier([...one, ...two])).toEqual([
      { supplierId: 's2', supplierName: 'Adler', weeks: 1, beforeMinor: 139_200, afterMinor: 139_200 },
      { supplierId: 's1', supplierName: 'Cobalt', weeks: 1, beforeMinor: 69_600, afterMinor: 72_000 },
    ]);
  });
});

const rules = fc.constantFrom<OvertimeRule>('none', 'us-flsa', 'us-ca');

test('no minute is lost or invented, from any rule to any other', () => {
  const grids = fc.array(fc.array(fc.nat(700), { minLength: 7, maxLength: 7 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(rules, rules, grids, (from, to, grid) => {
      const rows = grid.map((minutes, index) => ({ costCenterId: `c${index}`, days: minutes }));
      const lines = classifiedLines(from, rows, WEEK).map(({ date, ...line }) => ({
        workDate: date,
        ...line,
      }));
      const replayed = replayWeek({ ...week('none', []), lines }, to);
      const worked = sum(grid.flat());
      expect(sum(replayed.map(({ minutesBefore }) => minutesBefore))).toBe(worked);
      expect(sum(replayed.map(({ minutesAfter }) => minutesAfter))).toBe(worked);
    }),
  );
});

describe('weeks in which the clock changes', () => {
  const ZONE = 'America/Los_Angeles';

  test.each([
    ['spring: Sunday 8 March has 23 hours', '2026-03-08', 23 * 60],
    ['autumn: Sunday 1 November has 25 hours', '2026-11-01', 25 * 60],
  ])('%s, and every minute of it counts once', (_, sunday, minutes) => {
    expect(minutesInDay(sunday, ZONE)).toBe(minutes);
    const worked = daysOfWeek(sunday).map((date) => ({ date, workedMinutes: date === sunday ? minutes : 0 }));
    for (const { id } of overtimeRules) {
      const [last] = classify(id, worked).slice(-1);
      expect((last?.straightMinutes ?? 0) + (last?.overtimeMinutes ?? 0) + (last?.doubleMinutes ?? 0)).toBe(
        minutes,
      );
    }
    // California counts hours worked, not hours on the wall: 8 straight, 4 overtime, the rest double.
    expect(classify('us-ca', worked).at(-1)).toMatchObject({
      straightMinutes: 480,
      overtimeMinutes: 240,
      doubleMinutes: minutes - 720,
    });
  });
});

test('a week keeps the version of the rule that it was begun under', () => {
  expect(overtimeRules.map(({ id }) => versionOf(id))).toEqual([1, 1, 1]);
});

import { allocate } from '#app/values/allocate.ts';
import { formatHours } from '#app/values/hours.ts';
import { addDays, formatWeekday } from '#app/values/week.ts';

export type OvertimeRule = 'none' | 'us-flsa' | 'us-ca';

/** Straight time, overtime (1.5 ×) and double time (2 ×); what they cost is a matter of the agreement. */
export type PayCode = 'ST' | 'OT' | 'DT';

export type WorkedDay = { date: string; workedMinutes: number };
export type ClassifiedDay = {
  date: string;
  straightMinutes: number;
  overtimeMinutes: number;
  doubleMinutes: number;
};

export type WorkedEntry = { date: string; costCenterId: string; workedMinutes: number };
export type ClassifiedEntry = { date: string; costCenterId: string; payCode: PayCode; minutes: number };

/** The rule sets we know. A priced line keeps the id and the version, so that it can be explained years later. */
export const overtimeRules: readonly { id: OvertimeRule; version: number; title: string; source: string }[] =
  [
    { id: 'none', version: 1, title: 'No overtime: every hour is straight time', source: 'The agreement' },
    {
      id: 'us-flsa',
      version: 1,
      title: 'United States: over 40 hours a week',
      source: '29 U.S.C. § 207(a)(1)',
    },
    {
      id: 'us-ca',
      version: 1,
      title: 'California: over 8 and 12 hours a day, 40 a week, and the seventh day in a row',
      source: 'Cal. Labor Code § 510(a)',
    },
  ];

/** The version of a rule that classifies today; a week keeps the one it was begun under. */
export function versionOf(rule: OvertimeRule): number {
  const found = overtimeRules.find(({ id }) => id === rule);
  if (!found) throw new RangeError(`There is no overtime rule ${rule}`);
  return found.version;
}

const DAILY_STRAIGHT = 8 * 60;
const DAILY_BEFORE_DOUBLE = 12 * 60;
const WEEKLY_STRAIGHT = 40 * 60;

/**
 * Says which minutes of a workweek are straight time, overtime and double time.
 * An hour already paid at a daily premium does not count toward the weekly 40 (no pyramiding); what is over 40
 * becomes overtime from the last day backwards. California's seventh day is the seventh worked day of one workweek.
 * Sources: 29 U.S.C. § 207(a)(1); Cal. Labor Code § 510(a).
 * @param week the seven days of the workweek, in order, also those without work
 * Throws `RangeError` where that is not what it is given.
 */
export function classify(rule: OvertimeRule, week: WorkedDay[]): ClassifiedDay[] {
  mustBeAWorkweek(week);
  const days = week.map((day, index) => classifyDay(rule, day, isSeventhInARow(week, index)));
  return rule === 'none' ? days : moveWeeklyExcess(days);
}

/**
 * The same, for a week that is booked to cost centers. A day's premium minutes are spread over that day's cost
 * centers in proportion to what was worked for each. Every cost center gets back exactly the minutes it put in.
 * @param days the seven dates of the workweek, in order
 * @returns only entries with minutes, by day, then by cost center as first entered, then ST, OT, DT
 */
export function classifyByCostCenter(
  rule: OvertimeRule,
  entries: WorkedEntry[],
  days: string[],
): ClassifiedEntry[] {
  const stranger = entries.find((entry) => !days.includes(entry.date));
  if (stranger)
    throw new RangeError(`${stranger.date} is no day of the workweek that ends on ${days.at(-1)}`);

  const booked = new Map(days.map((date) => [date, minutesByCostCenter(entries, date)]));
  const week = days.map((date) => ({ date, workedMinutes: total([...(booked.get(date)?.values() ?? [])]) }));
  return classify(rule, week).flatMap((day) =>
    spreadOverCostCenters(day, booked.get(day.date) ?? new Map<string, number>()),
  );
}

/**
 * Why the week came out as it did, a sentence for each minute that moved, in the order of the rule:
 * `Mon: 1.00 h over 8 a day is overtime`. Empty where all of it is straight time.
 */
export function explain(rule: OvertimeRule, week: WorkedDay[]): string[] {
  mustBeAWorkweek(week);
  if (rule === 'none') return [];
  const daily = week.map((day, index) => classifyDay(rule, day, isSeventhInARow(week, index)));
  const weekly = moveWeeklyExcess(daily);
  return [
    ...daily.flatMap((day, index) => whyDaily(day, isSeventhInARow(week, index))),
    ...whyWeekly(daily, weekly),
  ];
}

function classifyDay(
  rule: OvertimeRule,
  { date, workedMinutes }: WorkedDay,
  seventhInARow: boolean,
): ClassifiedDay {
  if (rule !== 'us-ca') return { date, straightMinutes: workedMinutes, overtimeMinutes: 0, doubleMinutes: 0 };
  const straightMinutes = seventhInARow ? 0 : Math.min(workedMinutes, DAILY_STRAIGHT);
  const beforeDouble = Math.min(workedMinutes, seventhInARow ? DAILY_STRAIGHT : DAILY_BEFORE_DOUBLE);
  return {
    date,
    straightMinutes,
    overtimeMinutes: beforeDouble - straightMinutes,
    doubleMinutes: workedMinutes - beforeDouble,
  };
}

/** Straight time over 40 hours a week becomes overtime, from the last day backwards. */
function moveWeeklyExcess(days: ClassifiedDay[]): ClassifiedDay[] {
  let excess = Math.max(0, total(days.map((day) => day.straightMinutes)) - WEEKLY_STRAIGHT);
  const fromTheLast = days.toReversed().map((day) => {
    const moved = Math.min(excess, day.straightMinutes);
    excess -= moved;
    return {
      ...day,
      straightMinutes: day.straightMinutes - moved,
      overtimeMinutes: day.overtimeMinutes + moved,
    };
  });
  return fromTheLast.toReversed();
}

function isSeventhInARow(week: WorkedDay[], index: number): boolean {
  return index === 6 && week.every((day) => day.workedMinutes > 0);
}

/**
 * Double time is spread first, overtime over what then remains, and straight time is the rest: so no cost
 * center can be given more minutes than it has.
 */
function spreadOverCostCenters(day: ClassifiedDay, booked: Map<string, number>): ClassifiedEntry[] {
  const worked = [...booked.values()];
  const double = allocate(day.doubleMinutes, worked);
  const notDouble = worked.map((minutes, index) => minutes - (double[index] ?? 0));
  const overtime = allocate(day.overtimeMinutes, notDouble);
  return [...booked.keys()].flatMap((costCenterId, index) => {
    const overtimeMinutes = overtime[index] ?? 0;
    const codes: [PayCode, number][] = [
      ['ST', (notDouble[index] ?? 0) - overtimeMinutes],
      ['OT', overtimeMinutes],
      ['DT', double[index] ?? 0],
    ];
    return codes
      .filter(([, minutes]) => minutes > 0)
      .map(([payCode, minutes]) => ({ date: day.date, costCenterId, payCode, minutes }));
  });
}

function minutesByCostCenter(entries: WorkedEntry[], date: string): Map<string, number> {
  const booked = new Map<string, number>();
  for (const { costCenterId, workedMinutes } of entries.filter((entry) => entry.date === date)) {
    mustBeWorked(date, workedMinutes);
    booked.set(costCenterId, (booked.get(costCenterId) ?? 0) + workedMinutes);
  }
  return booked;
}

function whyDaily(day: ClassifiedDay, seventhInARow: boolean): string[] {
  const sentences: string[] = [];
  const { overtimeMinutes, doubleMinutes } = day;
  const name = formatWeekday(day.date);
  if (seventhInARow) {
    sentences.push(`${name}: ${formatHours(overtimeMinutes)} h on the seventh day in a row is overtime`);
    if (doubleMinutes > 0)
      sentences.push(
        `${name}: ${formatHours(doubleMinutes)} h over 8 on the seventh day in a row is double time`,
      );
    return sentences;
  }
  if (overtimeMinutes > 0)
    sentences.push(`${name}: ${formatHours(overtimeMinutes)} h over 8 a day is overtime`);
  if (doubleMinutes > 0)
    sentences.push(`${name}: ${formatHours(doubleMinutes)} h over 12 a day is double time`);
  return sentences;
}

function whyWeekly(daily: ClassifiedDay[], weekly: ClassifiedDay[]): string[] {
  const straight = total(daily.map((day) => day.straightMinutes));
  if (straight <= WEEKLY_STRAIGHT) return [];
  const moved = weekly.flatMap((day, index) => {
    const minutes = day.overtimeMinutes - (daily[index]?.overtimeMinutes ?? 0);
    return minutes > 0
      ? [`${formatWeekday(day.date)}: ${formatHours(minutes)} h over 40 a week is overtime`]
      : [];
  });
  const excess = formatHours(straight - WEEKLY_STRAIGHT);
  return [`Week: ${formatHours(straight)} h of straight time is ${excess} h over 40`, ...moved.toReversed()];
}

function mustBeAWorkweek(week: WorkedDay[]): void {
  const first = week[0];
  if (week.length !== 7 || !first) throw new RangeError(`A workweek has seven days, not ${week.length}`);
  week.forEach(({ date, workedMinutes }, index) => {
    if (date !== addDays(first.date, index)) throw new RangeError(`${date} is out of order in its workweek`);
    mustBeWorked(date, workedMinutes);
  });
}

function mustBeWorked(date: string, minutes: number): void {
  if (!Number.isSafeInteger(minutes) || minutes < 0)
    throw new RangeError(`Nobody works ${minutes} minutes on ${date}`);
}

const total = (minutes: number[]) => minutes.reduce((sum, each) => sum + each, 0);

import { Decimal, formatDecimal } from '#app/values/decimal.ts';
import { factor, money, percent, stated, type Proof, type Value } from './proof.ts';

/** A level of a scorecard as it was kept. */
export type LevelRow = {
  name: string;
  unit: string;
  direction: 'higher' | 'lower';
  expected: string;
  minimum: string;
  nMin: number;
  weight: string;
  source: 'measured' | 'entered';
  counted: number | null;
  met: number | null;
  judgedValue: string | null;
  judgedCounted: number | null;
  excused: 'relieved' | 'too_few' | 'no_value' | null;
  miss: string;
  monthsRunning: number;
  multiplier: string;
  exactMinor: string;
  creditMinor: number;
  earnBackMinor: number;
  method: string;
  note: string;
  enteredByName: string | null;
  missRule: 'steps' | 'linear';
  claims: string[];
};

/** What one level costs: weight × missed × times in a row × at risk, down to the events that were counted. */
export function levelProof(level: LevelRow, costMinor: number, atRiskMinor: number): Proof {
  const { monthsRunning, multiplier, weight } = level;
  return {
    ...{ label: level.name, value: money(costMinor), how: 'weight × missed × times in a row × at risk' },
    // A cent may have gone to another level, so that the levels make the credit.
    operation: { kind: 'product', within: 1 },
    parts: [
      stated('Weight', percent(weight), 'as agreed'),
      missProof(level),
      stated(
        'Times in a row',
        factor(new Decimal(multiplier).toFixed()),
        monthsRunning > 1
          ? `missed for the ${ordinal(monthsRunning)} month running`
          : 'not missed the month before',
      ),
      stated('At risk', money(atRiskMinor), 'as above'),
    ],
  };
}

function missProof(level: LevelRow): Proof {
  return stated('Missed', factor(new Decimal(level.miss).toFixed()), whyMissed(level), {
    parts: level.judgedValue === null ? [] : [valueProof(level, level.judgedValue)],
    notes: level.claims.map((claim) => `Claimed by ${claim}`),
  });
}

function whyMissed({
  excused,
  judgedValue,
  miss,
  unit,
  expected,
  minimum,
  nMin,
  missRule,
}: LevelRow): string {
  if (excused === 'relieved') return 'nothing: the whole level was claimed as relief';
  if (excused === 'too_few') return `nothing: fewer than ${nMin} events say nothing`;
  if (excused === 'no_value' || judgedValue === null) return 'nothing: there is no value';
  const found = say(judgedValue, unit);
  if (Number(miss) === 0) return `nothing: ${found} meets ${say(expected, unit)}`;
  if (Number(miss) === 1 && missRule === 'steps')
    return `all of it: ${found} is beyond the minimum of ${say(minimum, unit)}`;
  return missRule === 'steps'
    ? `a half: ${found} is between ${say(expected, unit)} and the minimum of ${say(minimum, unit)}`
    : `what is missing of the way from ${say(expected, unit)} to ${say(minimum, unit)}, at most all of it`;
}

function valueProof(level: LevelRow, value: string): Proof {
  const { source, met, judgedCounted, method, note, enteredByName } = level;
  if (source === 'measured')
    return stated('Measured', valueOf(value, level.unit), method, {
      parts: [
        stated('As agreed', factor(String(met ?? 0)), 'events counted'),
        stated(
          'Of',
          factor(String(judgedCounted ?? 0)),
          'events counted, without those that relief was claimed for',
        ),
      ],
    });
  return stated('Entered', valueOf(value, level.unit), `${enteredByName ?? 'Somebody'}: ${note}`);
}

const valueOf = (value: string, unit: string): Value =>
  unit === 'percent' ? percent(new Decimal(value).div(100).toFixed()) : factor(new Decimal(value).toFixed());

function say(value: string, unit: string): string {
  const exact = new Decimal(value);
  const text = formatDecimal(exact, exact.toFixed().split('.')[1]?.length ?? 0);
  return unit === 'percent' ? `${text} %` : `${text} ${unit}`;
}

const ordinal = (count: number): string => (count === 2 ? 'second' : count === 3 ? 'third' : `${count}th`);

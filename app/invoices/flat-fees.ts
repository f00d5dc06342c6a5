import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { formatAmount, sum } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { periodContaining, type Period } from '#app/values/period.ts';
import { daysBetween, formatMonth } from '#app/values/week.ts';
import { capitalized } from '#app/values/text.ts';

export const flatComponents = [
  'set_up',
  'subscription',
  'per_active_worker',
  'per_timesheet',
  'minimum',
] as const;
export type FlatComponent = (typeof flatComponents)[number];

/** A fee that does not hang on an hour, with what was counted for it in the month. */
export type FlatFee = {
  id: string;
  label: string;
  component: FlatComponent;
  amountMinor: number;
  activeWorker: 'approved_time' | 'assigned' | null;
  /** Exact decimal fraction by which it rises on each anniversary: `'0.03'`. */
  yearlyIndexation: string;
  startsOn: string;
  /** Null without an end. */
  endsOn: string | null;
  /** Active workers or timesheets of the days on which it is in force; 0 for what counts nothing. */
  count: number;
};

/** One line of an MSP fee invoice. `quantity` has at most four decimals; `note` says how it came about. */
export type FeeItem = {
  /** Null for a service credit. */
  flatFeeId: string | null;
  component: FlatComponent | 'service_credit' | 'earn_back';
  label: string;
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  note: string;
};

/** The calendar month of `2026-06`, both ends included. */
export const daysOfMonth = (month: string): Period => periodContaining('monthly', `${month}-01`);

/**
 * The lines of one month's fee invoice (field guide 3.5 and 3.12, example C). The set-up fee stands on the month in
 * which it starts; a subscription on the days on which it is in force; what is counted, on its count; and a minimum
 * tops up what the month comes to without the set-up. Amounts are rounded half up, once for each line.
 * @param month `2026-06`
 */
export function flatFeesOfMonth(month: string, fees: FlatFee[]): FeeItem[] {
  const inForce = fees.filter((fee) => daysInForce(month, fee) > 0);
  const ordered = flatComponents.flatMap((component) =>
    inForce.filter((fee) => fee.component === component && component !== 'minimum'),
  );
  const items = ordered.flatMap((fee) => itemOf(month, fee) ?? []);
  for (const minimum of inForce.filter(({ component }) => component === 'minimum')) {
    const item = topUp(month, minimum, items);
    if (item) items.push(item);
  }
  return items;
}

/** On how many days of the month the fee is in force. */
export function daysInForce(
  month: string,
  { startsOn, endsOn }: Pick<FlatFee, 'startsOn' | 'endsOn'>,
): number {
  const days = daysOfMonth(month);
  const from = startsOn > days.startsOn ? startsOn : days.startsOn;
  const to = endsOn !== null && endsOn < days.endsOn ? endsOn : days.endsOn;
  return Math.max(0, daysBetween(from, to) + 1);
}

/**
 * What the fee is in that month: its amount, raised by the yearly indexation for every full year since it started.
 * A raise counts from the first month that begins on its anniversary or later.
 */
export function indexedAmount(month: string, fee: FlatFee): { amountMinor: number; years: number } {
  const from = fee.startsOn > `${month}-01` ? fee.startsOn : `${month}-01`;
  const years = Number(from.slice(0, 4)) - Number(fee.startsOn.slice(0, 4));
  const fullYears = from.slice(5) < fee.startsOn.slice(5) ? years - 1 : years;
  const raise = new Decimal(1).plus(fee.yearlyIndexation).pow(fullYears);
  return { amountMinor: toSafeInteger(new Decimal(fee.amountMinor).times(raise).round(0)), years: fullYears };
}

function itemOf(month: string, fee: FlatFee): FeeItem | null {
  const { amountMinor: unitMinor, years } = indexedAmount(month, fee);
  const about = { flatFeeId: fee.id, component: fee.component, label: fee.label, unitMinor };
  const raised = raisedNote(fee, years);
  const counted = (note: string): FeeItem | null =>
    fee.count === 0
      ? null
      : {
          ...about,
          quantity: String(fee.count),
          amountMinor: fee.count * unitMinor,
          note: sentence(note, raised),
        };
  switch (fee.component) {
    case 'set_up':
      return fee.startsOn < `${month}-01`
        ? null
        : { ...about, quantity: '1', amountMinor: unitMinor, note: 'Once, in the month in which it starts' };
    case 'subscription': {
      const { share, note } = prorated(month, fee);
      const amountMinor = toSafeInteger(share(unitMinor));
      return { ...about, quantity: share(1).toFixed(4), amountMinor, note: sentence(note, raised) };
    }
    case 'per_active_worker':
      return counted(workersNote(month, fee));
    case 'per_timesheet':
      return counted(
        `${many(fee.count, 'timesheet was', 'timesheets were')} approved in ${formatMonth(month)}`,
      );
    case 'minimum':
      return null;
  }
}

/** What is missing to the minimum of the month, the set-up fee left out. */
function topUp(month: string, fee: FlatFee, items: FeeItem[]): FeeItem | null {
  const { amountMinor, years } = indexedAmount(month, fee);
  const { share, note } = prorated(month, fee);
  const least = toSafeInteger(share(amountMinor));
  const monthly = sum(
    items.filter(({ component }) => component !== 'set_up').map((item) => item.amountMinor),
  );
  if (monthly >= least) return null;
  return {
    flatFeeId: fee.id,
    component: 'minimum',
    label: fee.label,
    quantity: '1',
    unitMinor: least - monthly,
    amountMinor: least - monthly,
    note: sentence(
      `At least ${formatAmount(least)} for ${note}, and the month came to ${formatAmount(monthly)}`,
      raisedNote(fee, years),
    ),
  };
}

function prorated(month: string, fee: FlatFee) {
  const { startsOn, endsOn } = daysOfMonth(month);
  const all = daysBetween(startsOn, endsOn) + 1;
  const days = daysInForce(month, fee);
  return {
    /** Of an amount, rounded half up; of one, the share itself. */
    share: (amount: number) => {
      const exact = new Decimal(amount).times(days).div(all);
      return amount === 1 ? exact : exact.round(0);
    },
    note: days === all ? `all ${all} days` : `${days} of ${all} days`,
  };
}

const workersNote = (month: string, { count, activeWorker }: FlatFee) =>
  activeWorker === 'assigned'
    ? `${many(count, 'active worker was', 'active workers were')} assigned in ${formatMonth(month)}`
    : `${many(count, 'active worker', 'active workers')} had approved time in ${formatMonth(month)}`;

const raisedNote = ({ yearlyIndexation }: FlatFee, years: number) =>
  years > 0 && Number(yearlyIndexation) > 0
    ? `raised by ${formatPercent(yearlyIndexation)} ${many(years, 'time', 'times')}`
    : '';

const sentence = (note: string, raised: string) => capitalized(raised ? `${note}; ${raised}` : note);

const many = (count: number, one: string, several: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;

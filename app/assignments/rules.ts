import { timesFactor } from '#app/values/rate.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';

export type PayCode = 'ST' | 'OT' | 'DT';

/** What each pay code costs, times the straight rate. Overtime rules decide which minutes fall under which code. */
export const factorOf: Record<PayCode, string> = { ST: '1', OT: '1.5', DT: '2' };
export const payCodes = Object.keys(factorOf) as PayCode[];
export const payCodeName: Record<PayCode, string> = {
  ST: 'Straight time',
  OT: 'Overtime',
  DT: 'Double time',
};

/**
 * The rate of every pay code from the straight one, as an exact decimal. Straight time keeps what was agreed, up to
 * four decimals; the others are rounded half up to cents, as they stand on the contract.
 */
export function ratesFrom(straightRate: string): { payCode: PayCode; rate: string }[] {
  return payCodes.map((payCode) => ({
    payCode,
    rate: payCode === 'ST' ? straightRate : timesFactor(straightRate, factorOf[payCode]),
  }));
}

/** Days after its last one on which an assignment that nobody ended ends by itself, so that late time still finds it open. */
export const DAYS_UNTIL_ENDED = 14;

/** Whether work begins today or has begun. */
export const hasCome = (startsOn: string, today: string): boolean => startsOn <= today;

/** An assignment ends early between its first and its agreed last day. */
export function endsEarly(endsOn: string, agreed: { startsOn: string; endsOn: string }): Problem[] {
  if (endsOn < agreed.startsOn)
    return [
      problem('endsOn', `It started on ${formatDate(agreed.startsOn)}; the last day cannot lie before.`),
    ];
  if (endsOn > agreed.endsOn)
    return [
      problem('endsOn', `It ends on ${formatDate(agreed.endsOn)} anyway; an early end lies before that day.`),
    ];
  return [];
}

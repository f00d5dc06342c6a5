import { problem, type Problem } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import type { PayCode } from './rates.ts';

export const payCodeName: Record<PayCode, string> = {
  ST: 'Straight time',
  OT: 'Overtime',
  DT: 'Double time',
};

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

import { addDays } from '#app/values/week.ts';

/** A request is answered within a month (GDPR Art. 12(3)), or 45 days (CCPA § 1798.130); the shorter one holds for all. */
export const DAYS_TO_ANSWER = 30;

export const dueOn = (requestedOn: string): string => addDays(requestedOn, DAYS_TO_ANSWER);

/** The instant before which something has been kept long enough, in whole months of the calendar. */
export function keptSince(now: Date, months: number): Date {
  const cut = new Date(now);
  const day = cut.getUTCDate();
  cut.setUTCDate(1);
  cut.setUTCMonth(cut.getUTCMonth() - months);
  const last = new Date(Date.UTC(cut.getUTCFullYear(), cut.getUTCMonth() + 1, 0)).getUTCDate();
  cut.setUTCDate(Math.min(day, last));
  return cut;
}

/** What each kind of record is called, and what its time is counted from. */
export const kept: Record<string, { label: string; from: string; then: string }> = {
  invoice: {
    label: 'Invoices, statements, ledger',
    from: 'the day of issue',
    then: 'never removed by Muster',
  },
  timesheet: {
    label: 'Weeks of time and expenses',
    from: 'the end of the last week',
    then: 'the worker may be forgotten',
  },
  candidate: {
    label: 'Candidates never placed',
    from: 'the last submittal',
    then: 'names and r\u00e9sum\u00e9s are erased',
  },
  mail: { label: 'Copies of messages', from: 'the day they were sent', then: 'removed' },
  invitation: { label: 'Invitations', from: 'the day they ended', then: 'removed' },
  sign_in_attempt: { label: 'Sign-in attempts', from: 'the attempt', then: 'removed' },
  session: { label: 'Ended sessions', from: 'their end', then: 'removed' },
  privacy_request: { label: 'Answered requests', from: 'the answer', then: 'removed' },
};

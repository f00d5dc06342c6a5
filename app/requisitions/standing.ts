import { daysBetween, today } from '#app/values/week.ts';
import type { RequisitionStatus } from './lifecycle.ts';

/** The moments of a requisition, as far as they have come. */
export type Moments = {
  status: RequisitionStatus;
  createdAt: Date;
  submittedAt: Date | null;
  /** When the newest approval was decided. */
  decidedAt: Date | null;
  openedAt: Date | null;
};

/** Since when it has waited where it stands; null where nobody waits for anything any more. */
export function waitingSince(moments: Moments): Date | null {
  const { status, createdAt, submittedAt, decidedAt, openedAt } = moments;
  switch (status) {
    case 'draft':
      return createdAt;
    case 'pending_approval':
      return submittedAt ?? createdAt;
    case 'approved':
    case 'rejected':
      return decidedAt ?? submittedAt ?? createdAt;
    case 'open':
    case 'on_hold':
      return openedAt ?? createdAt;
    case 'filled':
    case 'closed':
    case 'cancelled':
      return null;
  }
}

/** `today`, `1 day`, `3 days`: by the calendar of the program's zone, so that yesterday evening is a day ago. */
export function daysWaiting(since: Date, now: Date, timeZone: string): string {
  const days = Math.max(0, daysBetween(today(since, timeZone), today(now, timeZone)));
  return days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`;
}

const verbs: Record<RequisitionStatus, string> = {
  draft: 'A draft',
  pending_approval: 'Waiting for approval',
  rejected: 'Rejected and waiting to be revised',
  approved: 'Approved and waiting for release',
  open: 'Open',
  on_hold: 'On hold; released',
  filled: 'Filled',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

/** The delay as a sentence: `Open for 3 days`, `Waiting for approval since today`. */
export function standingSentence(moments: Moments, now: Date, timeZone: string): string {
  const since = waitingSince(moments);
  if (since === null) return verbs[moments.status];
  const days = daysWaiting(since, now, timeZone);
  if (moments.status === 'on_hold') return `On hold; released ${days === 'today' ? 'today' : `${days} ago`}`;
  return `${verbs[moments.status]} ${days === 'today' ? 'since today' : `for ${days}`}`;
}

/** The usual way, and where this one stands on it or left it. */
export function stepsOf({
  status,
  submittedAt,
  openedAt,
  filled,
  positions,
}: Moments & { filled: number; positions: number }) {
  const usual = ['draft', 'pending_approval', 'approved', 'open', 'filled', 'closed'];
  // One that was closed early never was filled.
  const steps = status === 'closed' && filled < positions ? usual.filter((step) => step !== 'filled') : usual;
  if (status === 'rejected') return { steps, current: 'pending_approval', ended: 'rejected' };
  if (status === 'on_hold')
    return { steps: steps.map((step) => (step === 'open' ? 'on_hold' : step)), current: 'on_hold' };
  if (status !== 'cancelled') return { steps, current: status };
  const last = openedAt ? 'open' : submittedAt ? 'pending_approval' : 'draft';
  return { steps, current: last, ended: 'cancelled' };
}

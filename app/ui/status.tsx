import type { ReactNode } from 'react';
import { capitalized } from '#app/values/text.ts';
import { ToneShape, type Tone } from './icon.tsx';

export type { Tone } from './icon.tsx';

/** What each status of the lifecycles means to the person who reads it. */
const toneOf = new Map<string, Tone>(
  Object.entries({
    draft: 'quiet',
    fulfilled: 'done',
    refused: 'wrong',
    pending_approval: 'waiting',
    approved: 'good',
    open: 'good',
    on_hold: 'attention',
    filled: 'done',
    closed: 'done',
    rejected: 'wrong',
    cancelled: 'quiet',
    submitted: 'waiting',
    presented: 'waiting',
    under_review: 'waiting',
    with_client: 'waiting',
    frozen: 'done',
    shortlisted: 'good',
    interviewing: 'waiting',
    offered: 'waiting',
    selected: 'good',
    placed: 'done',
    blocked: 'wrong',
    not_selected: 'quiet',
    withdrawn: 'quiet',
    requested: 'waiting',
    rescheduling: 'waiting',
    confirmed: 'good',
    completed: 'done',
    declined: 'wrong',
    no_show: 'wrong',
    extended: 'waiting',
    accepted: 'good',
    returned: 'attention',
    rescinded: 'quiet',
    expired: 'attention',
    pending_supplier: 'waiting',
    onboarding: 'waiting',
    ready: 'good',
    active: 'good',
    ended: 'done',
    scheduled: 'waiting',
    applied: 'done',
    superseded: 'quiet',
    invoiced: 'good',
    partially_paid: 'waiting',
    paid: 'good',
    complete: 'done',
    recalled: 'quiet',
    corrected: 'quiet',
    previewed: 'waiting',
    finalized: 'done',
    discarded: 'quiet',
    issued: 'good',
    credited: 'quiet',
    sent: 'good',
    disputed: 'attention',
    overdue: 'wrong',
    payable: 'waiting',
    remitted: 'done',
    settled: 'done',
    released: 'good',
    excluded: 'quiet',
    parked: 'attention',
    proposed: 'waiting',
    prepared: 'waiting',
    replaced: 'quiet',
    posted: 'done',
    reversed: 'quiet',
    reopening: 'attention',
    granted: 'good',
    pending: 'waiting',
    invited: 'waiting',
    inactive: 'quiet',
    suspended: 'attention',
    disabled: 'attention',
    in_force: 'good',
    begins_later: 'waiting',
    over: 'done',
    queued: 'waiting',
    running: 'waiting',
    failed: 'wrong',
  } satisfies Record<string, Tone>),
);

/** Words whose readable form is not the status with its underscores opened. */
const wordOf = new Map([
  ['no_show', 'No-show'],
  ['pending_supplier', 'Waiting for supplier'],
  ['reopening', 'Reopening asked for'],
  ['with_client', 'With the client'],
]);

/** `pending_approval` → `Pending approval`. */
export function statusWord(status: string): string {
  return capitalized(wordOf.get(status) ?? status.replaceAll('_', ' '));
}

/** The tone of a status; a status that nobody has described is quiet. */
export function statusTone(status: string): Tone {
  return toneOf.get(status) ?? 'quiet';
}

/**
 * A status as shape and word; color only repeats them.
 * @param status snake_case, as the lifecycle and the database spell it
 * @param label what to say instead of the status's own word, such as `Open · 1 of 2 filled`
 */
export function Status({ status, label }: { status: string; label?: string }) {
  return (
    <span className="status" data-status={status}>
      <ToneShape tone={statusTone(status)} />
      <span>{label ?? statusWord(status)}</span>
    </span>
  );
}

/** A short remark on something, such as `new`, `usual` or `affiliated`; says its tone by shape as well. */
export function Badge({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`}>
      {tone === 'quiet' ? null : <ToneShape tone={tone} size={8} />}
      <span>{children}</span>
    </span>
  );
}

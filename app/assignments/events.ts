import { defineEvent } from '#app/values/event.ts';
import { formatDate } from '#app/values/week.ts';

type Nothing = Record<string, never>;

/** Without the rate: the worker reads this too, and what is billed for them is not theirs to know. */
export const assignmentMade = defineEvent<{ number: number; startsOn: string }>(
  'assignment.made',
  ['client', 'supplier'],
  ({ number, startsOn }) => `agreed assignment A-${number} from ${formatDate(startsOn)} and froze its rates`,
);
export const supplierReferenceSet = defineEvent<{ reference: string | null }>(
  'assignment.supplierReferenceSet',
  ['supplier'],
  ({ reference }) => (reference ? `gave it its own number ${reference}` : 'took its own number off'),
);
export const assignmentActivated = defineEvent<Nothing>(
  'assignment.activated',
  ['client', 'supplier'],
  () => 'started the assignment',
);
export const assignmentEnded = defineEvent<{ endsOn: string }>(
  'assignment.ended',
  ['client', 'supplier'],
  ({ endsOn }) => `ended the assignment; the last day is ${formatDate(endsOn)}`,
);
/** Notice was given: it goes on until an earlier day than agreed. */
export const assignmentShortened = defineEvent<{ before: string; endsOn: string }>(
  'assignment.shortened',
  ['client', 'supplier'],
  ({ before, endsOn }) => `moved the last day from ${formatDate(before)} to ${formatDate(endsOn)}`,
);

// Without figures, like everything else on an assignment: rates stand on the revision, for those who may see them.
type FromDay = { number: number; effectiveFrom: string };

export const revisionProposed = defineEvent<FromDay>(
  'revision.proposed',
  ['client', 'supplier'],
  ({ number, effectiveFrom }) => `proposed revision ${number}: new rates from ${formatDate(effectiveFrom)}`,
);
export const revisionApproved = defineEvent<FromDay>(
  'revision.approved',
  ['client', 'supplier'],
  ({ number }) => `approved revision ${number} and asked the supplier`,
);
export const revisionAccepted = defineEvent<FromDay>(
  'revision.accepted',
  ['client', 'supplier'],
  ({ number, effectiveFrom }) => `accepted revision ${number}, from ${formatDate(effectiveFrom)}`,
);
export const revisionApplied = defineEvent<FromDay>(
  'revision.applied',
  ['client', 'supplier'],
  ({ number, effectiveFrom }) =>
    `put the rates of revision ${number} in force from ${formatDate(effectiveFrom)}`,
);
export const revisionEnded = defineEvent<{ number: number; how: 'rejected' | 'declined' | 'cancelled' }>(
  'revision.ended',
  ['client', 'supplier'],
  ({ number, how }) => `${how === 'cancelled' ? 'took back' : how} revision ${number}`,
);

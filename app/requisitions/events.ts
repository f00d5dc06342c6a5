import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';

type Estimate = { estimateMinor: number; currency: string };

export const requisitionDrafted = defineEvent(
  'requisition.drafted',
  ['client'],
  ({ ref }: { ref: string }) => `drafted ${ref}`,
);

/** `changed` names the fields, as the form calls them. */
export const requisitionChanged = defineEvent(
  'requisition.changed',
  ['client'],
  ({ changed }: { changed: string[] }) =>
    changed.length > 0 ? `changed ${changed.join(', ')}` : 'saved it without a change',
);

export const requisitionSubmitted = defineEvent(
  'requisition.submitted',
  ['client'],
  ({ estimateMinor, currency }: Estimate) =>
    `submitted it for approval, estimated at ${formatMoney(estimateMinor, currency)}`,
);

export const requisitionRecalled = defineEvent(
  'requisition.recalled',
  ['client'],
  () => 'took it back before it was decided',
);

/** A signature that was not the last one. */
export const requisitionSigned = defineEvent(
  'requisition.signed',
  ['client'],
  ({ waitingFor }: { waitingFor: string }) => `approved the first step; ${waitingFor.toLowerCase()} is next`,
);

export const requisitionApproved = defineEvent(
  'requisition.approved',
  ['client'],
  ({ estimateMinor, currency }: Estimate) => `approved it with ${formatMoney(estimateMinor, currency)}`,
);

export const requisitionRejected = defineEvent('requisition.rejected', ['client'], () => 'rejected it');

export const requisitionRevised = defineEvent(
  'requisition.revised',
  ['client'],
  () => 'took it up again to revise it',
);

/** One for each supplier, so that a supplier reads of its own release and of no rival's. */
export const requisitionReleased = defineEvent(
  'requisition.released',
  ['client', 'supplier'],
  ({ supplierName }: { supplierName: string }) => `released it to ${supplierName}`,
);

export const requisitionHeld = defineEvent('requisition.held', ['client'], () => 'put it on hold');

export const requisitionResumed = defineEvent('requisition.resumed', ['client'], () => 'opened it again');

type Positions = { filled: number; positions: number };

export const positionFilled = defineEvent(
  'requisition.positionFilled',
  ['client'],
  ({ filled, positions }: Positions) =>
    positions === 1 ? 'filled the position' : `filled position ${filled} of ${positions}`,
);

export const positionGivenBack = defineEvent(
  'requisition.positionGivenBack',
  ['client'],
  ({ filled, positions }: Positions) => `gave a position back; ${filled} of ${positions} are filled`,
);

export const requisitionClosed = defineEvent(
  'requisition.closed',
  ['client'],
  ({ filled, positions }: Positions) => `closed it with ${filled} of ${positions} filled`,
);

export const requisitionCancelled = defineEvent('requisition.cancelled', ['client'], () => 'cancelled it');

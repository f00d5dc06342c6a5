import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatDate } from '#app/values/week.ts';
import { amountProof } from './amount.server.ts';
import { chargeFacts, sideOf, type BilledLine, type ChargeFacts, type Side } from './charge-facts.server.ts';
import { creditOf } from './credit.server.ts';
import { discountProof } from './discount.server.ts';
import type { Explained } from './explained.ts';
import { feeProofs } from './fee.server.ts';
import { chargeNumber } from './forms.ts';
import { money, summed, type Proof } from './proof.ts';
import { splitProof } from './split.server.ts';
import { taxProofs } from './tax.server.ts';
import { payCodeName } from './words.ts';

/**
 * The proof of a line, from its total down to the minutes. Null for a charge that does not exist for the actor, and
 * for the side that is not theirs.
 * @param asked the charge's number as it stands in the address
 */
export async function explainCharge(
  ctx: Context,
  asked: string | undefined,
  askedSide: Side | undefined,
): Promise<Explained | null> {
  const id = chargeNumber.safeParse(asked);
  const side = sideOf(ctx, askedSide);
  const charge = id.success && side ? await chargeFacts(ctx, id.data, side) : null;
  if (!charge || !side) return null;
  authorize(ctx, 'proof.read', charge);
  const { line } = charge;
  const proof = line ? await lineProof(ctx, charge, line, side) : await unbilledProof(ctx, charge, side);
  const split = line && side === 'client' ? await splitProof(ctx, charge, line) : null;
  return {
    address: `/proofs/charges/${charge.id}`,
    query: { side },
    title: nameOf(charge),
    lead: leadOf(charge, side),
    currency: charge.currency,
    proof,
    besides: split ? [split] : [],
    back: line ? documentOf(line) : weekOrAssignment(charge),
  };
}

const nameOf = ({ workerName, payCode, weekEndsOn }: ChargeFacts): string =>
  `${workerName}, ${(payCodeName[payCode] ?? payCode).toLowerCase()}, week to ${formatDate(weekEndsOn)}`;

const ends = {
  client: { owed: 'what the client is billed', back: 'what the client is credited' },
  supplier: { owed: 'what the supplier is owed', back: 'what is taken back from the supplier' },
};

function leadOf({ line, supplierName, clientName, jobTitle, costCenter }: ChargeFacts, side: Side): string {
  const where = `${jobTitle} at ${clientName}, by ${supplierName}, on ${costCenter}`;
  if (!line) return `${where}. Not billed yet.`;
  const whose = ends[side][line.totalMinor < 0 ? 'back' : 'owed'];
  return `${where}. On ${line.reference} of ${formatDate(line.issuedOn)}: ${whose}.`;
}

const documentOf = ({ reference, invoiceId }: BilledLine) => ({
  label: reference,
  to: `/invoices/${invoiceId}`,
});

const weekOrAssignment = ({ timesheetId, assignmentId }: ChargeFacts) =>
  timesheetId
    ? { label: 'The week', to: `/timesheets/${timesheetId}` }
    : { label: 'The assignment', to: `/assignments/${assignmentId}` };

async function lineProof(ctx: Context, charge: ChargeFacts, line: BilledLine, side: Side): Promise<Proof> {
  const credit = await creditOf(ctx, charge, side);
  const discount = await discountProof(ctx, charge, line, side, credit);
  const parts = [
    await amountProof(ctx, charge, side, credit),
    ...(discount ? [discount] : []),
    ...(await feeProofs(ctx, charge, line, side, credit)),
    ...(await taxProofs(ctx, charge, line, side, credit)),
  ];
  return summed(
    side === 'client' ? 'Total of the line' : 'Total of the line, for the supplier',
    money(line.totalMinor),
    parts,
    {
      how:
        parts.length === 1
          ? 'the amount, without discounts, fees or tax'
          : 'the amount with discounts, fees and tax',
      notes: charge.bearsFees ? [] : ['Passed through at cost: this bears no fees.'],
      source: documentOf(line),
    },
  );
}

/** What is not billed yet has an amount and nothing else: the rest is worked out with everything billed beside it. */
async function unbilledProof(ctx: Context, charge: ChargeFacts, side: Side): Promise<Proof> {
  const credit = await creditOf(ctx, charge, side);
  const amount = await amountProof(ctx, charge, side, credit);
  return summed('Amount so far', money(charge.amountMinor), [amount], {
    how: charge.isVoided
      ? 'corrected before it was billed: it never will be, and is kept to be seen'
      : 'discounts, fees and tax are worked out when it is billed',
  });
}

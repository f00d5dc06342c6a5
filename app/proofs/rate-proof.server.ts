import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { assignmentRef } from '#app/assignments/public.server.ts';
import { formatDate } from '#app/values/week.ts';
import type { Explained } from './explained.ts';
import { rateFacts, rateProof } from './rate.server.ts';
import { payCodeName } from './words.ts';

/** The proof of an agreed rate; null where there is none, or a wall stands before it. */
export async function explainRate(ctx: Context, id: string): Promise<Explained | null> {
  const facts = await rateFacts(ctx, id);
  if (!facts) return null;
  authorize(ctx, 'proof.read', facts);
  const ref = assignmentRef(facts.assignmentNumber);
  return {
    address: `/proofs/rates/${id}`,
    query: {},
    title: `${payCodeName[facts.payCode] ?? facts.payCode} of ${ref}`,
    lead: `${facts.workerName}, for work from ${formatDate(facts.since)}. Money an hour.`,
    currency: facts.currency,
    proof: rateProof(ctx, facts),
    besides: [],
    back: { label: ref, to: `/assignments/${facts.assignmentId}` },
  };
}

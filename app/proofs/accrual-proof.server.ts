import { className, postedLines, summaryOf, accrualOf, largestPosted } from '#app/accruals/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatMonth } from '#app/values/week.ts';
import { sum } from '#app/values/money.ts';
import type { Explained } from './explained.ts';
import { money, stated, summed, type Proof } from './proof.ts';

/** Of each class, at most so many lines are named; the rest are one sum. */
const LINES_OF_A_CLASS = 50;

/** The proof of an accrual, class by class and line by line; null where there is none for the actor. */
export async function explainAccrual(ctx: Context, id: string): Promise<Explained | null> {
  const accrual = await accrualOf(ctx, id);
  if (!accrual) return null;
  authorize(ctx, 'accrual.read', accrual);
  const { byClass } = await summaryOf(ctx, postedLines(id));
  const largest = await largestPosted(ctx, id, LINES_OF_A_CLASS);
  const parts = byClass.map(({ class: name, lines, clientMinor }) => {
    const own = largest.filter((line) => line.class === name);
    const shown = own.map(lineProof);
    const rest = clientMinor - sum(own.map((line) => line.clientMinor));
    const left = lines - own.length;
    return summed(
      className(name),
      money(clientMinor),
      left > 0 ? [...shown, stated(`${left} more lines`, money(rest), 'the smaller ones')] : shown,
      { how: lines === 1 ? '1 line' : `${lines} lines` },
    );
  });
  return {
    address: `/proofs/accruals/${id}`,
    query: {},
    title: `Accrual of ${formatMonth(accrual.month.slice(0, 7))}`,
    lead: `What ${accrual.clientName} owed for that month and was not billed yet.`,
    currency: accrual.currency,
    proof: summed('Accrued', money(accrual.clientMinor), parts, {
      how: 'earned and not invoiced when the month ended; taken back on the first of the next',
    }),
    besides: [],
    back: { label: 'The accrual', to: `/accruals/${id}` },
  };
}

type Line = Awaited<ReturnType<typeof largestPosted>>[number];

/** What a client pays for a line. The supplier’s side of it is the MSP’s alone, and no part of this. */
function lineProof(line: Line): Proof {
  const { workerName, assignmentNumber, assignmentId, amountMinor, clientMinor, method } = line;
  const source = assignmentId
    ? { source: { label: 'The assignment and its weeks', to: `/assignments/${assignmentId}` } }
    : {};
  const label = workerName ? `${workerName}, A-${assignmentNumber}` : 'The program';
  if (amountMinor === clientMinor || amountMinor === 0)
    return stated(label, money(clientMinor), method, source);
  return summed(
    label,
    money(clientMinor),
    [
      stated('Work', money(amountMinor), 'at the agreed rates', source),
      stated(
        'Fees and tax that the client bears',
        money(clientMinor - amountMinor),
        'at the fees and rules in force',
      ),
    ],
    { how: method },
  );
}

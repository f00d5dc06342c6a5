/** What slices downstream may ask of payments: what waits here for whoever acts. */
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { formatDate } from '#app/values/week.ts';
import { bankChangesToConfirm, type BankChange } from './bank-changes.server.ts';
import { counted, runRef } from './counted.ts';
import { openCredits, type OpenCredit } from './receipts.server.ts';
import { programsToPay, runsUnderWay, type ProgramToPay } from './runs.server.ts';

/**
 * For those who pay: statements that are payable, runs to approve, to send and to find on a bank statement, credits
 * that a client could use. For whoever may confirm them: changed bank details.
 */
export async function waitingPayments(ctx: Context): Promise<WaitingItem[]> {
  const items: WaitingItem[] = [];
  if (mayDo(ctx.actor, 'payment.make')) {
    items.push(...(await runsUnderWay(ctx)).flatMap((run) => waitingRun(ctx, run)));
    items.push(...(await programsToPay(ctx)).map((program) => payable(ctx, program)));
    items.push(...(await openCredits(ctx)).filter(({ usableMinor }) => usableMinor > 0).map(credit));
  }
  if (mayDo(ctx.actor, 'bank.confirm')) items.push(...(await bankChangesToConfirm(ctx)).map(bankChange));
  return items;
}

function payable(ctx: Context, program: ProgramToPay): WaitingItem {
  const to = `/payments/new?program=${program.clientId}`;
  return {
    key: `payable:${program.clientId}`,
    kind: 'Payment run',
    title: `Pay the suppliers of ${program.clientName}`,
    detail: `${counted(program.payable, 'statement')} payable`,
    since: new Date(`${program.since > isoDay(ctx) ? isoDay(ctx) : program.since}T00:00:00Z`),
    to,
    amountMinor: program.payableMinor,
    currency: program.currency,
    unusual: [],
    actions: [{ label: 'Draft a payment run', to, tone: 'primary' }],
  };
}

const isoDay = (ctx: Context) => ctx.now.toISOString().slice(0, 10);

type UnderWay = Awaited<ReturnType<typeof runsUnderWay>>[number];

function waitingRun(ctx: Context, run: UnderWay): WaitingItem[] {
  const next = nextStep(ctx, run);
  if (!next) return [];
  const to = `/payments/${run.id}`;
  return [
    {
      key: `paymentRun:${run.id}`,
      kind: 'Payment run',
      title: `${runRef(run.number)}, ${run.clientName}`,
      detail: `${counted(run.paymentCount, 'payment')} on ${formatDate(run.payOn)} · ${next.says}`,
      since: run.createdAt,
      to,
      amountMinor: run.totalMinor,
      currency: run.currency,
      unusual: [],
      actions: [{ label: next.label, to, tone: 'primary' }],
    },
  ];
}

function nextStep(ctx: Context, run: UnderWay): { says: string; label: string } | null {
  if (run.status === 'draft')
    return mayDo(ctx.actor, 'payment.approve', run)
      ? { says: `drafted by ${run.createdByName}, to be approved`, label: 'Look and approve' }
      : null;
  if (run.status === 'approved') return { says: 'approved, to be sent to the bank', label: 'Look and send' };
  // The bank has it; it is asked for once the day has come.
  return run.payOn <= isoDay(ctx)
    ? { says: 'sent, to be found on the bank statement', label: 'Record the bank’s answer' }
    : null;
}

function credit(row: OpenCredit): WaitingItem {
  const to = `/credits/${row.id}/application`;
  return {
    key: `credit:${row.id}`,
    kind: row.kind === 'overpayment' ? 'Money on account' : 'Credit memo',
    title: `${row.reference}, ${row.clientName}`,
    detail: 'not used yet, and the client has documents open',
    since: new Date(row.issuedAt),
    to,
    amountMinor: row.openMinor,
    currency: row.currency,
    unusual: [],
    actions: [{ label: 'Use it', to, tone: 'primary' }],
  };
}

function bankChange(change: BankChange): WaitingItem {
  return {
    key: `bank:${change.id}`,
    kind: 'Bank details',
    title: `${change.ownerName}, account ${change.account}`,
    detail: `proposed by ${change.proposedByName}`,
    since: change.proposedAt,
    to: `/bank/${change.id}`,
    unusual: [],
    actions: [{ label: 'Compare and confirm', to: `/bank/${change.id}`, tone: 'primary' }],
  };
}

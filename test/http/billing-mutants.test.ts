import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Doing, Telling } from './undone.ts';

/*
 * What a run bills was previewed and decided on, once, by whoever may. Each guard is switched off, and something else is
 * billed, or it is billed twice, or the database alone keeps it.
 */

const inInvoices = (name: string) => `app/invoices/commands/${name}.server.ts`;
const OPEN = inInvoices('open-run');
const FINALIZE = inInvoices('request-finalization');
const FEES = inInvoices('issue-fee-invoice');
const BILL = 'app/invoices/bill.server.ts';
const who = (file: string, action: string, subject: string) => ({
  ...{ in: file, where: `authorize(ctx, '${action}', ${subject})`, off: 'ctx' },
});

const guards = {
  'a period is opened by whoever may': who(OPEN, 'billing.run', 'program'),
  'a second press opens no second run': {
    ...{
      in: OPEN,
      where: 'await ctx.db.select().from(billingRun).where(eq(billingRun.id, input.id))',
      off: '[]',
    },
  },
  'periods neither overlap nor leave a gap': {
    ...{ in: OPEN, where: 'periodProblems(period, standing, today(ctx.now, program.timeZone))', off: '[]' },
  },
  'a run is previewed by whoever may': who(inInvoices('preview-run'), 'billing.run', 'run'),
  'a run is finalized by whoever may': who(FINALIZE, 'billing.run', 'run'),
  'a run is discarded by whoever may': who(inInvoices('discard-run'), 'billing.run', 'run'),
  'parked charges are decided on by whoever may': who(inInvoices('decide-parked'), 'billing.decide', 'run'),
  'a held run is released by whoever may': who(inInvoices('release-run'), 'billing.decide', 'run'),
  'an invoice is approved by whoever may': who(inInvoices('approve-invoice'), 'invoice.approve', 'row'),
  'a fee invoice is issued by whoever may': who(FEES, 'billing.run', '{ clientId }'),
  'a second press issues no second fee invoice': {
    ...{ in: FEES, where: 'await feeInvoiceOf(ctx, clientId, month)', off: 'null' },
  },
  'a month’s fees are invoiced once it is over': { in: FEES, where: '!due.isOver', off: 'false' },
  'no fee invoice is of a closed month': {
    ...{ in: FEES, where: 'await whyMonthIsClosed(ctx, clientId, issuedOn)', off: 'null' },
  },
  'what is parked is decided on first': {
    in: FINALIZE,
    where: 'await hasUndecided(ctx, run.id)',
    off: 'false',
  },
  'what is finalized was previewed': {
    in: FINALIZE,
    where: '!(await isAsPreviewed(ctx, run))',
    off: 'false',
  },
  'a held run is not finalized': { in: FINALIZE, where: 'isHeld(run)', off: 'false' },
  'a run is finalized once': { in: FINALIZE, where: 'run.finalizeRequestedAt', off: 'null' },
  'nothing overdraws an order': {
    ...{ in: inInvoices('decide-parked'), where: 'await overdraws(ctx, runId, charges)', off: 'false' },
  },
  'a held run is not billed': { in: BILL, where: 'isHeld(run)', off: 'false' },
  'what is billed was previewed': {
    ...{ in: BILL, off: 'false' },
    where: 'priced.lines !== run.previewedLines || priced.totalMinor !== run.previewedMinor',
  },
  'a run is billed once': { in: BILL, where: "run.status !== 'previewed'", off: 'false' },
  'nothing is billed into a closed month': {
    ...{ in: BILL, where: 'await whyMonthIsClosed(ctx, run.clientId, issueDay(ctx, program, run.endsOn))' },
    off: 'null',
  },
};
switchable(guards);

const { billRun } = await import('#app/invoices/bill.server.ts');
const { approveInvoice } = await import('#app/invoices/commands/approve-invoice.server.ts');
const { decideParked } = await import('#app/invoices/commands/decide-parked.server.ts');
const { discardRun } = await import('#app/invoices/commands/discard-run.server.ts');
const { issueFeeInvoice } = await import('#app/invoices/commands/issue-fee-invoice.server.ts');
const { openRun } = await import('#app/invoices/commands/open-run.server.ts');
const { previewRun } = await import('#app/invoices/commands/preview-run.server.ts');
const { releaseRun } = await import('#app/invoices/commands/release-run.server.ts');
const { requestFinalization } = await import('#app/invoices/commands/request-finalization.server.ts');
const { secondHalfOfMarch } = await import('#test/factories/bills.ts');
const { clientId, closed, coveredCharge, invoiceId, undone } = await import('./billed-march.ts');
const { triesIn } = await import('./undone.ts');

const typed = (id: string = randomUUID(), period = secondHalfOfMarch) => ({ id, clientId, ...period });
const opened = async (at: Telling) => (await at.does('finance', (ctx) => openRun(ctx, typed()))).id;
const decision = (what: 'released' | 'excluded') => ({
  charges: [coveredCharge],
  decision: what,
  reason: 'Agreed by phone',
});
/** A run of which nothing is parked any more. */
async function decided(at: Telling): Promise<string> {
  const id = await opened(at);
  return (await at.does('finance', (ctx) => decideParked(ctx, id, decision('excluded')))).id;
}
const held = (at: Telling, id: string) =>
  at.writes(sql`update billing_run set held_because = 'It is twice the last one.' where id = ${id}`);

const tries = triesIn(undone, opened);
const opens = (by: Person, period = secondHalfOfMarch) =>
  undone((at) => at.says(by, (ctx) => openRun(ctx, typed(randomUUID(), period))));
const feesOf = (month: string) => (ctx: Parameters<typeof openRun>[0]) =>
  issueFeeInvoice(ctx, { clientId, month });
/** Somebody invoices the flat fees of a month, of which there is one. */
const invoicesFees = (
  by: Person,
  month = '2026-03',
  happens: (at: Telling) => Promise<unknown> = async () => undefined,
) =>
  undone(async (at) => {
    await at.writes(sql`insert into flat_fee (client_id, label, component, amount_minor, effective)
      values (${clientId}, 'Subscription', 'subscription', 400000, '[2026-01-01,)')`);
    await happens(at);
    return at.says(by, feesOf(month));
  });
const because = { reason: 'It is right so.' };
const bills: Doing = (ctx, id) => billRun(ctx, id);
const IS_HELD = /^stale: It is twice the last one\. Release it first/;

const cases: Record<keyof typeof guards, Case> = {
  'a period is opened by whoever may': turns('not allowed', 'ok', opens('auditor')),
  'a second press opens no second run': turns(
    'ok',
    /^invalid: .*is not finalized yet/,
    undone(async (at) => {
      const same = typed();
      await at.does('finance', (ctx) => openRun(ctx, same));
      return at.says('finance', (ctx) => openRun(ctx, same));
    }),
  ),
  'periods neither overlap nor leave a gap': turns(
    /^invalid: startsOn/,
    /billing_run_client_id_daterange_excl/,
    opens('finance', { startsOn: '2026-03-10', endsOn: '2026-03-31' }),
  ),
  'a run is previewed by whoever may': turns('not allowed', 'ok', tries('auditor', previewRun)),
  'a run is finalized by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', requestFinalization, decided),
  ),
  'a run is discarded by whoever may': turns('not allowed', 'ok', tries('auditor', discardRun)),
  'parked charges are decided on by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => decideParked(ctx, id, decision('excluded'))),
  ),
  'a held run is released by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => releaseRun(ctx, id, because), opened, held),
  ),
  'an invoice is approved by whoever may': turns(
    'not allowed',
    'ok',
    undone((at) => at.says('ana', (ctx) => approveInvoice(ctx, invoiceId))),
  ),
  'a fee invoice is issued by whoever may': turns('not allowed', 'ok', invoicesFees('auditor')),
  'a second press issues no second fee invoice': turns(
    'ok',
    /^the database: duplicate key/,
    invoicesFees('finance', '2026-03', (at) => at.does('finance', feesOf('2026-03'))),
  ),
  'a month’s fees are invoiced once it is over': turns(
    /^invalid: month/,
    'ok',
    invoicesFees('finance', '2026-04'),
  ),
  'no fee invoice is of a closed month': turns(
    /^invalid: form: The books of/,
    /^the database: the books of .* are closed/,
    invoicesFees('finance', '2026-03', closed),
  ),
  'what is parked is decided on first': turns(
    /^stale: Some charges are parked/,
    'ok',
    tries('finance', requestFinalization),
  ),
  'what is finalized was previewed': turns(
    /^stale: Something else would be billed/,
    'ok',
    tries('finance', requestFinalization, decided, (at, id) =>
      at.writes(
        sql`update billing_run set preview = jsonb_set(preview, '{billable,lines}', '99') where id = ${id}`,
      ),
    ),
  ),
  'a held run is not finalized': turns(IS_HELD, 'ok', tries('finance', requestFinalization, decided, held)),
  'a run is finalized once': turns(
    /^stale: This run is being finalized already/,
    'ok',
    tries('admin', requestFinalization, decided, (at, id) =>
      at.does('finance', (ctx) => requestFinalization(ctx, id)),
    ),
  ),
  'nothing overdraws an order': turns(
    /^invalid: decision: A purchase order does not cover/,
    /purchase_orders_are_not_overdrawn/,
    undone(async (at) => {
      const id = await opened(at);
      const said = await at.says('finance', (ctx) => decideParked(ctx, id, decision('released')));
      return said === 'ok' ? at.says('finance', (ctx) => billRun(ctx, id)) : said;
    }),
  ),
  'a held run is not billed': turns(IS_HELD, 'ok', tries('finance', bills, decided, held)),
  'what is billed was previewed': turns(
    /^stale: Something else would be billed/,
    'ok',
    tries('finance', bills, decided, (at, id) =>
      at.writes(sql`update billing_run set previewed_minor = 1 where id = ${id}`),
    ),
  ),
  // What is billed already is not claimed again.
  'a run is billed once': turns(
    'stale: This run is finalized already.',
    /^stale: Something else would be billed/,
    tries('finance', bills, decided, (at, id) => at.does('finance', (ctx) => billRun(ctx, id))),
  ),
  'nothing is billed into a closed month': turns(
    /^stale: The books of .* are closed/,
    /^the database: the books of .* are closed/,
    tries('finance', bills, decided, closed),
  ),
};
triesEach(cases);

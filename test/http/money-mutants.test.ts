import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Telling } from './undone.ts';

/*
 * Money leaves by two people, to an account that two others agreed on, and once. Each guard of that is switched off, and
 * it leaves otherwise, or the database alone keeps it.
 */

const PAYMENTS = 'app/payments';
const command = (name: string) => `${PAYMENTS}/commands/${name}.server.ts`;
const POLICY = 'app/platform/authorization/policy.ts';
/** A cell of the policy table: worked out once, so its condition asks for the switch itself. */
const UNLESS_OFF = '(actor, subject) => IS_OFF || ON(actor, subject)';

const guards = {
  'whoever makes a run does not approve it': {
    ...{ in: POLICY, after: "'payment.approve': { mspAdmin: ", where: 'unlessMine', off: UNLESS_OFF },
  },
  'a run is approved by whoever may': {
    ...{ in: command('approve-run'), where: "authorize(ctx, 'payment.approve', run)", off: 'ctx' },
  },
  'whoever had a hand in an account does not fill it': {
    ...{ in: command('approve-run'), where: 'handInAccounts(payments, ctx.actor.accountId)', off: 'null' },
  },
  'whoever let a supplier in does not pay it': {
    ...{
      in: command('approve-run'),
      where: 'await suppliersLetInBy(ctx, id, ctx.actor.accountId)',
      off: '[]',
    },
  },
  'no run is approved to an account that is out of use': {
    ...{ in: command('approve-run'), where: 'replacedAccount(payments)', off: 'null' },
  },
  'a run is drafted by whoever may': {
    ...{ in: command('draft-run'), off: 'ctx' },
    where: "authorize(ctx, 'payment.make', { clientId: input.clientId })",
  },
  'a run is of what was seen': {
    ...{ in: command('draft-run'), where: 'plan.totalMinor !== input.seenTotalMinor', off: 'false' },
  },
  'a second press drafts no second run': {
    ...{ in: command('draft-run'), off: '[]' },
    where: 'await ctx.db.select().from(runTable).where(eq(runTable.id, input.id))',
  },
  'a press with another’s id finds no run': {
    ...{ in: command('draft-run'), where: 'already.createdBy === ctx.actor.accountId', off: 'true' },
  },
  'no run is of a day that has passed': { in: command('draft-run'), where: 'payOn < day', off: 'false' },
  'no run is of a day far ahead': {
    ...{ in: command('draft-run'), where: 'payOn > addDays(day, LONGEST_AHEAD_DAYS)', off: 'false' },
  },
  'a supplier without an account is left out': {
    ...{ in: `${PAYMENTS}/plan.ts`, where: 'bankAccountId === null', off: 'false' },
  },
  'a supplier is paid what its credits leave': {
    ...{ in: `${PAYMENTS}/plan.ts`, where: 'amountMinor <= 0', off: 'false' },
  },
  'a run is sent by whoever may': {
    ...{ in: command('send-run'), where: "authorize(ctx, 'payment.make', run)", off: 'ctx' },
  },
  'a run is approved before it is sent': {
    ...{ in: command('send-run'), where: "run.status !== 'approved'", off: 'false' },
  },
  'a run is not sent to an account that is out of use': {
    ...{ in: command('send-run'), where: 'replacedAccount(payments)', off: 'null' },
  },
  'no run is sent after its day': { in: command('send-run'), where: 'payOn < day', off: 'false' },
  'no run is sent into a closed month': {
    ...{ in: command('send-run'), where: 'await isClosed(ctx, clientId, day)', off: 'false' },
  },
  'a run is settled by whoever may': {
    ...{ in: command('settle-run'), where: "authorize(ctx, 'payment.make', run)", off: 'ctx' },
  },
  'a run is cancelled by whoever may': {
    ...{ in: command('cancel-run'), where: "authorize(ctx, 'payment.make', run)", off: 'ctx' },
  },
  'a payment is returned by whoever may': {
    ...{ in: command('return-payment'), off: 'ctx' },
    where: "authorize(ctx, 'payment.make', { clientId: row.clientId })",
  },
  'no payment is returned into a closed month': {
    ...{ in: command('return-payment'), where: 'await isClosed(ctx, row.clientId, day)', off: 'false' },
  },
  'a row moves on its lifecycle alone': {
    ...{ in: 'app/platform/lifecycle.server.ts', where: 'next(lifecycle, row.status, verb)' },
    off: "(next(lifecycle, row.status, verb) ?? 'approved')",
  },
};
switchable(guards);

const { approveRun } = await import('#app/payments/commands/approve-run.server.ts');
const { cancelRun } = await import('#app/payments/commands/cancel-run.server.ts');
const { draftRun } = await import('#app/payments/commands/draft-run.server.ts');
const { returnPayment } = await import('#app/payments/commands/return-payment.server.ts');
const { sendRun } = await import('#app/payments/commands/send-run.server.ts');
const { settleRun } = await import('#app/payments/commands/settle-run.server.ts');
const { planPayments } = await import('#app/payments/plan.ts');
const { account, clientId, closed, totalMinor, undone, world } = await import('./payable.ts');

const typed = (over: Partial<Parameters<typeof draftRun>[1]> = {}) => ({
  ...{ id: randomUUID(), clientId, payOn: '2026-06-02', seenTotalMinor: totalMinor },
  ...over,
});
const drafts = (who: Person, over?: Partial<Parameters<typeof draftRun>[1]>) =>
  undone((at) => at.says(who, (ctx) => draftRun(ctx, typed(over))));

const drafted = async (at: Telling) => (await at.does('admin', (ctx) => draftRun(ctx, typed()))).id;
async function approved(at: Telling): Promise<string> {
  const id = await drafted(at);
  return (await at.does('finance', (ctx) => approveRun(ctx, id))).id;
}
const sent = async (at: Telling) => {
  const id = await approved(at);
  return (await at.does('admin', (ctx) => sendRun(ctx, id))).id;
};
const paymentOf = async (at: Telling, runId: string) =>
  (await at.row<{ id: string }>(sql`select id from payment where payment_run_id = ${runId}`))?.id ?? '';

type Step = (at: Telling) => Promise<string>;
/** Somebody tries something with a run that came so far, after what happened to it. */
const tries = (
  who: Person,
  what: (ctx: Context, id: string) => Promise<Result<unknown>>,
  from: Step,
  happens: (at: Telling) => Promise<unknown> = async () => undefined,
) =>
  undone(async (at) => {
    const id = await from(at);
    await happens(at);
    return at.says(who, (ctx) => what(ctx, id));
  });
const outOfUse = (at: Telling) =>
  at.writes(sql`update bank_account set status = 'replaced' where id = ${account}`);
const again = (who: Person) =>
  undone(async (at) => {
    const same = typed();
    await at.does('admin', (ctx) => draftRun(ctx, same));
    return at.says(who, (ctx) => draftRun(ctx, same));
  });
const NOT_IN_USE = 'the database: a payment of this run goes to an account that is not in use';
const IS_CLOSED = /^stale: The books of this month are closed/;
const BOOKS_ARE_CLOSED = 'the database: the books of June 2026 are closed';
const because = { reason: 'The bank sent it back.' };

const cases: Record<keyof typeof guards, Case> = {
  'whoever makes a run does not approve it': turns(
    'not allowed',
    /the_maker_of_a_payment_run_is_not_its_checker/,
    tries('admin', approveRun, drafted, (at) =>
      at.writes(
        sql`update bank_account set confirmed_by = ${world.people.auditor.accountId} where id = ${account}`,
      ),
    ),
  ),
  'a run is approved by whoever may': turns('not allowed', 'ok', tries('auditor', approveRun, drafted)),
  'whoever had a hand in an account does not fill it': turns(
    /^refused: You confirmed the bank account/,
    'the database: whoever had a hand in an account does not release money to it',
    tries('finance', approveRun, drafted, (at) =>
      at.writes(
        sql`update bank_account set confirmed_by = ${world.people.finance.accountId} where id = ${account}`,
      ),
    ),
  ),
  'whoever let a supplier in does not pay it': turns(
    /^refused: You let Cobalt/,
    /^the database: whoever let Cobalt .* in does not release its payments/,
    tries('finance', approveRun, drafted, (at) =>
      at.writes(sql`update enrollment set enrolled_by = ${world.people.finance.accountId}, enrolled_by_name = 'F'
        where client_id = ${clientId}`),
    ),
  ),
  'no run is approved to an account that is out of use': turns(
    /^stale: The bank account of Cobalt/,
    NOT_IN_USE,
    tries('finance', approveRun, drafted, outOfUse),
  ),
  'a run is drafted by whoever may': turns('not allowed', 'ok', drafts('auditor')),
  'a run is of what was seen': turns(
    /not what you saw/,
    'ok',
    drafts('admin', { seenTotalMinor: totalMinor - 1 }),
  ),
  'a second press drafts no second run': turns('ok', /^invalid: /, again('admin')),
  'a press with another’s id finds no run': turns('missing', 'ok', again('finance')),
  'no run is of a day that has passed': turns(
    /^invalid: payOn/,
    'ok',
    drafts('admin', { payOn: '2026-05-31' }),
  ),
  'no run is of a day far ahead': turns(/^invalid: payOn/, 'ok', drafts('admin', { payOn: '2026-07-02' })),
  'a supplier without an account is left out': turns(
    /^invalid: .*left out/,
    /^the database: null value in column "bank_account_id"/,
    undone(async (at) => {
      await outOfUse(at);
      return at.says('admin', (ctx) => draftRun(ctx, typed()));
    }),
  ),
  'a supplier is paid what its credits leave': turns('left out', 'paid', () => {
    const one = {
      reference: 'SB-1',
      supplierId: randomUUID(),
      supplierName: 'Cobalt',
      bankAccountId: account,
    };
    const documents = [100, -100].map((minor) => ({
      ...{ ...one, invoiceId: randomUUID() },
      ...{ openMinor: minor, totalMinor: minor },
    }));
    return planPayments(documents, 'USD').payments.length > 0 ? 'paid' : 'left out';
  }),
  'a run is sent by whoever may': turns('not allowed', 'ok', tries('auditor', sendRun, approved)),
  'a run is approved before it is sent': turns(
    'stale: This run is draft.',
    'stale: This is draft already.',
    tries('admin', sendRun, drafted),
  ),
  'a run is not sent to an account that is out of use': turns(
    /^stale: The bank account of Cobalt/,
    NOT_IN_USE,
    tries('admin', sendRun, approved, outOfUse),
  ),
  'no run is sent after its day': turns(
    /^stale: It was to be paid on/,
    'ok',
    tries('admin', sendRun, approved, async (at) => at.on('2026-06-03')),
  ),
  'no run is sent into a closed month': turns(
    IS_CLOSED,
    BOOKS_ARE_CLOSED,
    tries('admin', sendRun, approved, closed),
  ),
  'a run is settled by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => settleRun(ctx, id, { bankTrace: 'STMT 88' }), sent),
  ),
  'a run is cancelled by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => cancelRun(ctx, id, because), approved),
  ),
  'a payment is returned by whoever may': turns(
    'not allowed',
    'ok',
    tries(
      'auditor',
      (ctx, id) => returnPayment(ctx, id, because),
      async (at) => paymentOf(at, await sent(at)),
    ),
  ),
  'no payment is returned into a closed month': turns(
    IS_CLOSED,
    BOOKS_ARE_CLOSED,
    tries(
      'admin',
      (ctx, id) => returnPayment(ctx, id, because),
      async (at) => paymentOf(at, await sent(at)),
      closed,
    ),
  ),
  'a row moves on its lifecycle alone': turns(
    'stale: This is sent already.',
    'the database: illegal transition of payment_run: sent to approved',
    tries('finance', approveRun, sent),
  ),
};
triesEach(cases);

import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * Where money goes and what has come: accounts that two people agreed on, receipts that settle what is open, once. Each
 * guard is switched off, and money would go elsewhere or is counted that never came.
 */

const PAYMENTS = 'app/payments';
const command = (name: string) => `${PAYMENTS}/commands/${name}.server.ts`;
const RECEIPT = command('record-receipt');
const CONSENT = command('consent-self-billing');
const MATCHING = `${PAYMENTS}/matching.ts`;
const POLICY = 'app/platform/authorization/policy.ts';
/** A cell of the policy table: worked out once, so its condition asks for the switch itself. */
const UNLESS_OFF = '(actor, subject) => IS_OFF || ON(actor, subject)';

const guards = {
  'an account is confirmed before it is paid to': {
    ...{ in: `${PAYMENTS}/runs.server.ts` },
    where: `sql\`
  select u.id from bank_account u
  where u.supplier_id = \${owner} and u.status = 'confirmed' and u.usable_from <= \${ctx.now.toISOString()}::timestamptz
  order by u.usable_from desc, u.id desc limit 1\``,
    off: 'sql`select u.id from bank_account u where u.supplier_id = ${owner} order by u.proposed_at desc limit 1`',
  },
  'an account cools off before it is paid to': {
    ...{ in: `${PAYMENTS}/bank-details.ts`, where: 'COOL_OFF_HOURS * 3_600_000', off: '0' },
  },
  'an account that cools off is not paid to': {
    ...{ in: `${PAYMENTS}/runs.server.ts`, where: 'ctx.now.toISOString()', off: "'2999-12-31'" },
  },
  'whoever proposes an account does not confirm it': {
    ...{ in: POLICY, after: "'bank.confirm': {\n    supplierAdmin: all(ifMySupplier, ", where: 'unlessMine' },
    off: UNLESS_OFF,
  },
  'an account is confirmed by whoever may': {
    ...{ in: command('decide-account'), off: 'ctx' },
    where:
      "authorize(ctx, 'bank.confirm', { supplierId: account.supplierId, createdBy: account.proposedBy })",
  },
  'an account is proposed by whoever may': {
    ...{
      in: command('propose-account'),
      where: "authorize(ctx, 'bank.propose', { supplierId })",
      off: 'ctx',
    },
  },
  'the program office’s own account is proposed by whoever pays': {
    ...{ in: command('propose-account'), where: "authorize(ctx, 'payment.make')", off: 'ctx' },
  },
  'an account number with a slip is refused': {
    ...{ in: command('propose-account'), where: 'bankProblems(input)', off: '[]' },
  },
  'an account number is sealed at rest': {
    ...{ in: `${PAYMENTS}/account-number.server.ts`, where: 'sealField(accountNumber, cell(id))' },
    off: 'accountNumber',
  },
  'an account number is shown by its last four': {
    ...{ in: `${PAYMENTS}/bank-details.ts`, where: 'accountNumber.slice(-4)', off: 'accountNumber' },
  },
  'no list of accounts holds what is sealed': {
    ...{ in: `${PAYMENTS}/bank.server.ts`, after: 'return ctx.db\n    .select(shown' },
    ...{ where: 'shown', off: 'getTableColumns(bankAccount)' },
  },
  'a receipt is recorded by whoever may': {
    ...{ in: RECEIPT, where: "authorize(ctx, 'receipt.record', { clientId: input.clientId })", off: 'ctx' },
  },
  'a second press records no second receipt': {
    ...{ in: RECEIPT, after: 'const already = ', where: 'await recordedAs(ctx, id)', off: 'null' },
  },
  'money is recorded once it has come': {
    ...{ in: RECEIPT, where: 'receivedOn > today(ctx.now, program.timeZone)', off: 'false' },
  },
  'no receipt is of a closed month': {
    ...{ in: RECEIPT, where: 'await isClosed(ctx, clientId, receivedOn)', off: 'false' },
  },
  'a receipt settles a document once': { in: RECEIPT, where: 'doubled(matches)', off: '[]' },
  'a receipt posts what was seen': {
    ...{ in: RECEIPT, where: 'unseenProblems(input, outcome, program.currency)', off: '[]' },
  },
  'no more is settled than is open': {
    ...{ in: MATCHING, where: 'wanted > 0 && wanted <= one.openMinor', off: 'true' },
  },
  'no more is settled than came': { in: MATCHING, where: 'used > amountMinor', off: 'false' },
  'what is not open is not settled': {
    ...{
      ...{ in: MATCHING, off: '[]' },
      where: "[problem(field, 'This document is settled already, or is not of this program.')]",
    },
  },
  'a credit is used by whoever may': {
    ...{ in: command('apply-credit'), where: "authorize(ctx, 'receipt.record', credit)", off: 'ctx' },
  },
  'a credit is used as far as it reaches': {
    ...{ in: command('apply-credit'), where: 'amountMinor > most', off: 'false' },
  },
  'self-billing is agreed to by whoever may': {
    ...{ in: CONSENT, where: "authorize(ctx, 'selfBilling.consent', { supplierId })", off: 'ctx' },
  },
  'self-billing is not agreed to twice over': {
    ...{ in: CONSENT, where: 'last.endsOn > addDays(day, RENEWABLE_DAYS)', off: 'false' },
  },
  'a second press agrees to nothing more': { in: CONSENT, where: 'last?.id === input.id', off: 'false' },
};
switchable(guards);

const { accountsOf } = await import('#app/payments/bank.server.ts');
const { applyCredit } = await import('#app/payments/commands/apply-credit.server.ts');
const { consentToSelfBilling } = await import('#app/payments/commands/consent-self-billing.server.ts');
const { decideAccount } = await import('#app/payments/commands/decide-account.server.ts');
const { proposeAccount } = await import('#app/payments/commands/propose-account.server.ts');
const { recordReceipt } = await import('#app/payments/commands/record-receipt.server.ts');
const { bankForm, consentForm } = await import('#app/payments/forms.ts');
const { planFor } = await import('#app/payments/runs.server.ts');
const { receiptTyped } = await import('#test/factories/payments.ts');
const { account, clientId, closed, invoice, undone, world } = await import('./payable.ts');

const bank = { holder: 'Cobalt Staffing', bankCodeKind: 'USABA', bankCode: '021000021', country: 'us' };
const bankTyped = (over = {}) =>
  bankForm.parse({ ...bank, id: randomUUID(), accountNumber: '1234567890', ...over });
const proposes = (who: Person, over = {}) =>
  undone((at) => at.says(who, (ctx) => proposeAccount(ctx, bankTyped(over))));
const confirms = (who: Person) =>
  undone(async (at) => {
    const { id } = await at.does('supplierAdmin', (ctx) => proposeAccount(ctx, bankTyped()));
    return at.says(who, (ctx) => decideAccount(ctx, id, 'confirm'));
  });
/** Which account is paid to, a moment after a new one was proposed or confirmed. */
const paidTo = (isConfirmed: boolean) =>
  undone(async (at) => {
    const { id } = await at.does('supplierFinance', (ctx) => proposeAccount(ctx, bankTyped()));
    if (isConfirmed) await at.does('supplierAdmin', (ctx) => decideAccount(ctx, id, 'confirm'));
    const { payments } = await at.reads('finance', (ctx) => planFor(ctx, clientId, 'USD'));
    const to = payments[0]?.bankAccountId;
    return to === account ? 'the old one' : to === id ? 'the new one' : 'none';
  });

type Received = Partial<Parameters<typeof receiptTyped>[1]>;
const full = (invoice.totalMinor / 100).toFixed(2);
const whole = { invoiceId: invoice.id, amount: full };
const receipt = (over: Received) => receiptTyped(world, { on: '2026-06-01', amount: full, ...over });
const records = (who: Person, over: Received = {}, seen = {}) =>
  undone((at) => at.says(who, (ctx) => recordReceipt(ctx, { ...receipt(over), ...seen })));
const consent = (id: string = randomUUID()) =>
  consentForm.parse({ id, taxNumber: '12-3456789', agreed: 'on' });
/** Somebody uses money on account, of which there are ten dollars. */
const uses = (who: Person, amount: number) =>
  undone(async (at) => {
    await at.does('finance', (ctx) => recordReceipt(ctx, receipt({ amount: '10.00' })));
    const over = await at.row<{ id: string }>(
      sql`select id from invoice where client_id = ${clientId} and kind = 'overpayment'`,
    );
    return at.says(who, (ctx) => applyCredit(ctx, over?.id ?? '', { invoiceId: invoice.id, amount }));
  });
const agreesTwice = (sameForm: boolean) =>
  undone(async (at) => {
    const typed = consent();
    await at.does('supplierFinance', (ctx) => consentToSelfBilling(ctx, clientId, typed));
    const next = sameForm ? typed : consent();
    return at.says('supplierAdmin', (ctx) => consentToSelfBilling(ctx, clientId, next));
  });

const cases: Record<keyof typeof guards, Case> = {
  'an account is confirmed before it is paid to': turns('the old one', 'the new one', paidTo(false)),
  'an account cools off before it is paid to': turns('the old one', 'the new one', paidTo(true)),
  'an account that cools off is not paid to': turns('the old one', 'the new one', paidTo(true)),
  'whoever proposes an account does not confirm it': turns(
    'not allowed',
    /a_second_person_confirms_bank_details/,
    confirms('supplierAdmin'),
  ),
  'an account is confirmed by whoever may': turns('not allowed', 'ok', confirms('coordinator')),
  'an account is proposed by whoever may': turns('not allowed', 'ok', proposes('recruiter')),
  'the program office’s own account is proposed by whoever pays': turns(
    'not allowed',
    'ok',
    proposes('auditor'),
  ),
  'an account number with a slip is refused': turns(
    /^invalid: bankCode/,
    'ok',
    proposes('supplierAdmin', { bankCode: '021000022' }),
  ),
  'an account number is sealed at rest': turns(
    'ok',
    /^the database: .*account_sealed/,
    proposes('supplierAdmin'),
  ),
  'an account number is shown by its last four': turns(
    '····7890',
    '····1234567890',
    undone(async (at) => (await at.does('supplierAdmin', (ctx) => proposeAccount(ctx, bankTyped()))).account),
  ),
  'no list of accounts holds what is sealed': turns(false, true, () =>
    world.reads('supplierAdmin', async (ctx) =>
      JSON.stringify(await accountsOf(ctx, world.suppliers.cobalt)).includes('"v1.'),
    ),
  ),
  'a receipt is recorded by whoever may': turns('not allowed', 'ok', records('coordinator')),
  'a second press records no second receipt': turns(
    'ok',
    /^invalid: bankReference/,
    undone(async (at) => {
      const typed = receipt({});
      await at.does('finance', (ctx) => recordReceipt(ctx, typed));
      return at.says('finance', (ctx) => recordReceipt(ctx, typed));
    }),
  ),
  'money is recorded once it has come': turns(
    /^invalid: receivedOn/,
    'ok',
    records('finance', { on: '2026-06-02' }),
  ),
  'no receipt is of a closed month': turns(
    /^invalid: receivedOn/,
    'the database: the books of June 2026 are closed',
    undone(async (at) => {
      await closed(at);
      return at.says('finance', (ctx) => recordReceipt(ctx, receipt({})));
    }),
  ),
  'a receipt settles a document once': turns(
    /stands here twice/,
    /settled_within_the_total/,
    records('finance', { amount: '2000.00', matches: [whole, whole] }),
  ),
  'a receipt posts what was seen': turns(
    /which is not what you saw/,
    'ok',
    records('finance', { amount: '2000.00', matches: [whole] }, { seenLeftMinor: 0 }),
  ),
  'no more is settled than is open': turns(
    /use at most that/,
    /settled_within_the_total/,
    records('finance', { amount: '9999.00', matches: [{ ...whole, amount: '9999.00' }] }),
  ),
  'no more is settled than came': turns(
    /but only USD 1.00 came/,
    'the database: a receipt settles no more than came in',
    records('finance', { amount: '1.00', matches: [whole] }),
  ),
  'what is not open is not settled': turns(
    /settled already, or is not of this program/,
    /settlement_client_id_invoice_id_fkey/,
    records('finance', { matches: [{ ...whole, invoiceId: randomUUID() }] }),
  ),
  'a credit is used by whoever may': turns('not allowed', 'ok', uses('coordinator', 1_000)),
  'a credit is used as far as it reaches': turns(
    /^invalid: amount/,
    /settled_within_the_total/,
    uses('finance', 1_001),
  ),
  'self-billing is agreed to by whoever may': turns(
    'not allowed',
    'ok',
    undone((at) => at.says('recruiter', (ctx) => consentToSelfBilling(ctx, clientId, consent()))),
  ),
  'self-billing is not agreed to twice over': turns(/^invalid: .*already/, 'ok', agreesTwice(false)),
  'a second press agrees to nothing more': turns('ok', /^invalid: /, agreesTwice(true)),
};
triesEach(cases);

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { accountOf, entriesPage, transactionOf } from '#app/ledger/entries.server.ts';
import { askToReopen } from '#app/ledger/commands/ask-to-reopen.server.ts';
import { closeMonth } from '#app/ledger/commands/close-month.server.ts';
import { keepMonthClosed } from '#app/ledger/commands/keep-month-closed.server.ts';
import { reopenMonth } from '#app/ledger/commands/reopen-month.server.ts';
import { booksOf } from '#app/ledger/periods.server.ts';
import { post, postableOn, postReversal, trialBalance } from '#app/ledger/public.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows } from '#test/factories/rows.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const april = '2026-04-01';
const march = '2026-03-01';

/** A program with one run of March posted; today is 1 May. */
async function aProgramWithBooks(): Promise<World> {
  const world = await aProgram();
  await weekInRows(world, await placementInRows(world), { weekEndsOn: '2026-03-15' });
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-05-01');
  return world;
}

const closes = (world: World, month: string) =>
  world.act('finance', (ctx) => closeMonth(ctx, { client: world.clientId, month }));

const closed = (world: World, month: string) =>
  world.does('finance', (ctx) => closeMonth(ctx, { client: world.clientId, month }));

/** A receipt and its two entries, as a payment would post them. */
const receiptOn = (world: World, day: string, reference = `R-${day}`) =>
  world.act('finance', async (ctx) => {
    const [row] = await ctx.db.execute<{ id: string }>(sql`
      insert into receipt (client_id, received_on, amount_minor, currency, bank_reference, recorded_by, recorded_by_name)
      values (${world.clientId}, ${day}, 5000, 'USD', ${reference}, ${ctx.actor.accountId}, ${ctx.actor.name}) returning id`);
    return ok(
      await post(ctx, {
        ...{ clientId: world.clientId, currency: 'USD', postedOn: day, memo: `Receipt ${reference}` },
        origin: { receiptId: row?.id ?? '' },
        legs: [
          { kind: 'bank', supplierId: null, amountMinor: 5000 },
          { kind: 'client_receivable', supplierId: null, amountMinor: -5000 },
        ],
      }),
    );
  });

const refusalOf = async (answer: Promise<Result<unknown>>) => {
  const result = await answer;
  if (result.ok) throw new Error('it was not refused');
  return inWords(result.refusal);
};

const databaseSays = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing';
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
};

test('a closed month is refused by the database, and a command can ask first', async () => {
  const world = await aProgramWithBooks();
  await closed(world, march);
  expect(await databaseSays(receiptOn(world, '2026-03-31'))).toBe('the books of March 2026 are closed');
  const ask = (day: string) => world.reads('finance', (ctx) => postableOn(ctx, world.clientId, day));
  expect(await ask('2026-03-31')).toBeNull();
  expect(await ask('2026-04-01')).toBe('2026-04-01');
  expect(await receiptOn(world, '2026-04-01')).toMatchObject({ ok: true });
  // Another program's books are its own.
  const other = await aProgram();
  expect(await other.reads('finance', (ctx) => postableOn(ctx, other.clientId, '2026-03-31'))).toBe(
    '2026-03-31',
  );
});

test('months are closed in their order, once they are over, and once', async () => {
  const world = await aProgramWithBooks();
  expect(await refusalOf(closes(world, april))).toMatch(/Close Mar 2026 first/);
  await closed(world, march);
  expect(await refusalOf(closes(world, march))).toBe('stale: Mar 2026 is closed already.');
  world.on('2026-04-30');
  expect(await refusalOf(closes(world, april))).toMatch(/Apr 2026 is not over/);
  world.on('2026-05-01');
  expect(await closed(world, april)).toMatchObject({ status: 'closed', closedByName: 'Ingrid Sandoval' });
});

test('opening a month again takes two, and the last one first', async () => {
  const world = await aProgramWithBooks();
  const first = await closed(world, march);
  const second = await closed(world, april);
  const ask = (id: string) => (ctx: Parameters<typeof askToReopen>[0]) =>
    askToReopen(ctx, id, { reason: 'A self-bill was left out.' });
  expect(await refusalOf(world.act('finance', ask(first.id)))).toMatch(/Reopen Apr 2026 first/);

  await world.does('finance', ask(second.id));
  expect(await databaseSays(receiptOn(world, '2026-04-10'))).toBe('the books of April 2026 are closed');
  expect(await refusalOf(world.act('finance', (ctx) => reopenMonth(ctx, second.id)))).toMatch(
    /Somebody else/,
  );
  // The database holds the two apart as well.
  const forged = world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update ledger_period set reopened_by = reopen_asked_by where id = ${second.id}`;
  });
  expect(await databaseSays(forged)).toMatch(/reopening_takes_two/);

  await world.does('admin', (ctx) => keepMonthClosed(ctx, second.id));
  await world.does('finance', ask(second.id));
  expect(await world.does('admin', (ctx) => reopenMonth(ctx, second.id))).toMatchObject({ status: 'open' });
  expect(await receiptOn(world, '2026-04-10')).toMatchObject({ ok: true });

  // Closed again, and whoever agreed before may be the one who asks next.
  await closed(world, april);
  await world.does('admin', ask(second.id));
  expect(await world.does('finance', (ctx) => reopenMonth(ctx, second.id))).toMatchObject({ status: 'open' });
  const news = await world.rows<{ kind: string }>(
    sql`select kind from event where subject_id = ${second.id} order by id`,
  );
  expect(news.map(({ kind }) => kind.replace('ledgerPeriod.', ''))).toEqual([
    ...['closed', 'reopeningAsked', 'keptClosed', 'reopeningAsked', 'reopened'],
    ...['closed', 'reopeningAsked', 'reopened'],
  ]);
  await expectInvariantsHold(world);
});

test('nobody but the MSP’s finance and administrators closes a month', async () => {
  const world = await aProgramWithBooks();
  for (const who of ['auditor', 'coordinator', 'clientFinance', 'supplierFinance'] as const)
    await expect(
      world.act(who, (ctx) => closeMonth(ctx, { client: world.clientId, month: march })),
    ).rejects.toThrow(/not yours/);
});

test('postings race a close: each is in the month before it closed, or refused', async () => {
  const world = await aProgramWithBooks();
  const postings = Array.from({ length: 12 }, (_, turn) =>
    receiptOn(world, '2026-03-20', `race-${turn}`).then(
      () => 'posted',
      () => 'refused',
    ),
  );
  const [answer, ...outcomes] = await Promise.all([closes(world, march), ...postings]);
  expect(answer.ok).toBe(true);
  const posted = outcomes.filter((outcome) => outcome === 'posted').length;
  const [after] = await world.rows<{ before: number; after: number }>(sql`
    select count(*) filter (where t.posted_at <= p.closed_at)::int as before, count(*)::int as after
    from ledger_transaction t join ledger_period p on p.client_id = t.client_id and p.month = '2026-03-01'
    where t.client_id = ${world.clientId} and t.receipt_id is not null`);
  expect(after).toEqual({ before: posted, after: posted });
  // What came after the close was refused, every one of them.
  expect(
    await receiptOn(world, '2026-03-21').then(
      () => 'posted',
      () => 'refused',
    ),
  ).toBe('refused');
});

test('the books show what stands open, accounts their entries, and transactions what they take back', async () => {
  const world = await aProgramWithBooks();
  const placement = await placementInRows(world, { workerName: 'Rosa Adeyemi' });
  await weekInRows(world, placement, { weekEndsOn: '2026-04-12' });
  await weekInRows(world, placement, { weekEndsOn: '2026-04-19', status: 'submitted' });
  const books = await world.reads('finance', (ctx) => booksOf(ctx, world.clientId));
  const byMonth = Object.fromEntries((books?.months ?? []).map((month) => [month.month, month]));
  expect(byMonth[april]?.open).toMatchObject({ charges: 1, chargesMinor: 78_300, submittedWeeks: 1 });
  expect(byMonth[march]).toMatchObject({ status: 'open', whyNotClose: null });
  expect(byMonth[march]?.postings).toBeGreaterThan(0);

  const made = await receiptOn(world, '2026-04-02');
  if (!made.ok) throw new Error('not posted');
  const back = await world.does('finance', async (ctx) =>
    ok(await postReversal(ctx, { transactionId: made.value, postedOn: '2026-04-30', memo: 'Bounced' })),
  );
  const transaction = await world.reads('auditor', (ctx) => transactionOf(ctx, back));
  expect(transaction?.reverses).toMatchObject({ id: made.value, postedOn: '2026-04-02' });
  expect(transaction?.entries.map(({ amountMinor }) => amountMinor)).toEqual([5000, -5000]);

  const accounts = await world.reads('auditor', (ctx) =>
    trialBalance(ctx, { clientId: world.clientId, asOf: '2026-04-29' }),
  );
  const bank = accounts.find(({ kind }) => kind === 'bank');
  expect(bank?.balanceMinor).toBe(5000); // not yet taken back on that day
  expect(accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)).toBe(0);
  const entries = await world.reads('auditor', (ctx) => entriesPage(ctx, bank?.id ?? '', {}));
  expect(entries.rows.map(({ postedOn, balanceMinor }) => [postedOn, balanceMinor])).toEqual([
    ['2026-04-30', 0],
    ['2026-04-02', 5000],
  ]);
  expect(await world.reads('auditor', (ctx) => accountOf(ctx, bank?.id ?? ''))).toMatchObject({
    balanceMinor: 0,
    entries: 2,
  });
  const ofApril = await world.reads('auditor', (ctx) =>
    entriesPage(ctx, bank?.id ?? '', { after: `2026-04-30_${entries.rows[0]?.id}` }),
  );
  expect(ofApril.rows.map(({ postedOn }) => postedOn)).toEqual(['2026-04-02']);
});

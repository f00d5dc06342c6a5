import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { walled } from '#db/walled.ts';
import { waitingScorecards } from '#app/scorecards/public.server.ts';
import { explainInvoice } from '#app/proofs/invoice-proof.server.ts';
import { explainScorecard } from '#app/proofs/scorecard-proof.server.ts';
import { holds, type Proof } from '#app/proofs/proof.ts';
import { laws } from '#app/proofs/verify-laws.server.ts';
import { issueFeeInvoice } from '#app/invoices/commands/issue-fee-invoice.server.ts';
import { answerLevel } from '#app/scorecards/commands/answer-level.server.ts';
import { claimRelief } from '#app/scorecards/commands/claim-relief.server.ts';
import { freezeScorecard } from '#app/scorecards/commands/freeze-scorecard.server.ts';
import { sendScorecard } from '#app/scorecards/commands/send-scorecard.server.ts';
import { takeBackScorecard } from '#app/scorecards/commands/take-back-scorecard.server.ts';
import { withdrawRelief } from '#app/scorecards/commands/withdraw-relief.server.ts';
import { measure } from '#app/scorecards/measure.server.ts';
import { levelsOfScorecard, reliefsOfScorecard, scorecardOf } from '#app/scorecards/queries.server.ts';
import { inWords } from '#test/factories/acts.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import {
  acceptedByTheClient,
  addsServiceLevel,
  agreesOnServiceTerms,
  frozen,
  reviewed,
} from '#test/factories/service-levels.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const march = (world: World) => ({
  ...{ clientId: world.clientId, timeZone: 'America/Los_Angeles' },
  ...{ startsOn: '2026-03-01', endsOn: '2026-03-31' },
});
const day = { Mon: 8 };

async function aMonthOfWork() {
  const world = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '80.00', pay: '50.00' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-08', day);
  await approvedWeek(world, assigned, '2026-03-15', day);
  return { world, assigned };
}

test('what the product knows itself is counted by one statement each', async () => {
  const { world } = await aMonthOfWork();
  await billedPeriod(world, firstHalfOfMarch);
  const count = (of: Parameters<typeof measure>[2]['measure'], withinDays: number | null = null) =>
    world.reads('coordinator', (ctx) => measure(ctx, march(world), { measure: of, withinDays }));
  // One position was asked for and filled, its candidate presented on the day it was opened.
  expect(await count('fill_rate')).toEqual({ counted: 1, met: 1 });
  expect(await count('time_to_submittal', 4)).toEqual({ counted: 1, met: 1 });
  expect(await count('rate_compliance')).toEqual({ counted: 1, met: 1 });
  expect(await count('timesheet_approval', 2)).toEqual({ counted: 2, met: 2 });
  expect(await count('invoice_accuracy')).toEqual({ counted: 2, met: 2 });

  // Three working days instead of two, over a weekend; a rate above its card; a credit for a wrong rate.
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.execute(
      sql`update timesheet set submitted_at = '2026-03-11T18:00Z' where client_id = ${world.clientId} and week_ends_on = '2026-03-08'`,
    );
    await db.execute(
      sql`update requisition set opened_at = '2026-02-23T18:00Z' where client_id = ${world.clientId}`,
    );
  });
  expect(await count('timesheet_approval', 2)).toEqual({ counted: 2, met: 1 });
  expect(await count('timesheet_approval', 3)).toEqual({ counted: 2, met: 2 });
  expect(await count('time_to_submittal', 4)).toEqual({ counted: 1, met: 0 });
  const [line] = await world.rows<{ charge: number }>(
    sql`select charge_id as charge from invoice_line where client_id = ${world.clientId} and side = 'client' limit 1`,
  );
  const input = {
    ...{ id: randomUUID(), clientId: world.clientId, charges: [line?.charge ?? 0], how: 'whole' as const },
    ...{ reasonCode: 'rate' as const, reason: 'The rate was wrong.' },
  };
  const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, input));
  await world.does('finance', (ctx) => submitCorrection(ctx, id));
  await world.does('admin', (ctx) => issueCorrection(ctx, id));
  expect(await count('invoice_accuracy')).toEqual({ counted: 2, met: 1 });
  // Nothing of April, and nothing of anybody else's.
  const april = { ...march(world), startsOn: '2026-04-01', endsOn: '2026-04-30' };
  for (const of of ['fill_rate', 'invoice_accuracy', 'rate_compliance'] as const)
    expect(
      await world.reads('coordinator', (ctx) => measure(ctx, april, { measure: of, withinDays: null })),
    ).toEqual({ counted: 0, met: 0 });
});

async function underReview() {
  const { world } = await aMonthOfWork();
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-03-17');
  for (const done of [
    await agreesOnServiceTerms(world, { startsOn: '2026-03-01', atRiskPercent: '50' }),
    await addsServiceLevel(world, {
      ...{ name: 'On time', measure: 'timesheet_approval', withinDays: '2', nMin: '1' },
      ...{ weightPercent: '60', startsOn: '2026-03-01' },
    }),
    await addsServiceLevel(world, { name: 'Quality', weightPercent: '40', startsOn: '2026-03-01' }),
  ])
    if (!done.ok) throw new Error(inWords(done.refusal));
  await walled(world.database, { side: 'msp' }, (db) =>
    db.execute(
      sql`update timesheet set submitted_at = '2026-03-09T18:00Z' where client_id = ${world.clientId}`,
    ),
  );
  world.on('2026-04-03');
  const id = await reviewed(world, '2026-03', { Quality: '97' });
  const levels = await world.reads('coordinator', (ctx) => levelsOfScorecard(ctx, id));
  const onTime = levels.find(({ name }) => name === 'On time')?.serviceLevelId ?? '';
  return { world, id, onTime };
}

test('the review claims relief, the client disputes, and the month is taken back and frozen in the end', async () => {
  const { world, id, onTime } = await underReview();
  const card = () => world.reads('finance', (ctx) => scorecardOf(ctx, id));
  // 3 % of 1,280.00 is 38.40; half of it at risk, 60 % of that missed: 11.52.
  expect(await card()).toMatchObject({ feeMinor: 3840, atRiskMinor: 1920, creditMinor: 1152 });
  const claim = { verb: 'claim' as const, kind: 'client_caused' as const, reason: 'The manager was away.' };
  const tooMany = await world.act('coordinator', (ctx) =>
    claimRelief(ctx, id, onTime, { ...claim, events: 3 }),
  );
  expect(!tooMany.ok && inWords(tooMany.refusal)).toContain('2 events were missed');
  await world.does('coordinator', (ctx) => claimRelief(ctx, id, onTime, claim));
  expect((await card())?.creditMinor).toBe(0);

  expect(await world.reads('clientFinance', (ctx) => waitingScorecards(ctx))).toEqual([]);
  await world.does('coordinator', (ctx) => sendScorecard(ctx, id));
  const waits = await world.reads('clientFinance', (ctx) => waitingScorecards(ctx));
  expect(waits.map(({ detail }) => detail)).toEqual(['2 levels wait for an answer until 13 Apr 2026']);
  const early = await world.act('finance', (ctx) => freezeScorecard(ctx, id));
  expect(!early.ok && inWords(early.refusal)).toContain('The client has not answered every level');
  const late = await world.act('coordinator', (ctx) => claimRelief(ctx, id, onTime, claim));
  expect(!late.ok && late.refusal.kind).toBe('stale');

  const dispute = { verb: 'dispute' as const, reason: 'She was there all week.' };
  await world.does('clientFinance', (ctx) => answerLevel(ctx, id, onTime, dispute));
  await world.does('coordinator', (ctx) => takeBackScorecard(ctx, id, { reason: 'They are right.' }));
  expect(await world.reads('clientFinance', (ctx) => scorecardOf(ctx, id))).toBeNull();
  const [relief] = await world.reads('coordinator', (ctx) => reliefsOfScorecard(ctx, id));
  await world.does('coordinator', (ctx) => withdrawRelief(ctx, id, onTime, relief?.id ?? ''));
  await acceptedByTheClient(world, id);
  const done = await world.does('finance', (ctx) => freezeScorecard(ctx, id));
  expect(done).toMatchObject({ outcome: 'accepted', creditMinor: 1152 });
  await expectInvariantsHold(world);
});

test('without an answer in time, somebody else than who sent it freezes it', async () => {
  const { world, id } = await underReview();
  await world.does('finance', (ctx) => sendScorecard(ctx, id));
  await expect(world.act('clientFinance', (ctx) => freezeScorecard(ctx, id))).rejects.toThrow(/not yours/);
  const outside = await world.act('supplierAdmin', (ctx) => sendScorecard(ctx, id));
  expect(!outside.ok && outside.refusal.kind).toBe('missing');
  world.on('2026-04-14');
  const own = await world.act('finance', (ctx) => freezeScorecard(ctx, id));
  expect(!own.ok && inWords(own.refusal)).toContain('somebody else must freeze it');
  const done = await world.does('admin', (ctx) => freezeScorecard(ctx, id));
  expect(done.outcome).toBe('unanswered');
});

const named = (proof: Proof, label: string): Proof | undefined =>
  proof.label === label ? proof : proof.parts.map((part) => named(part, label)).find(Boolean);

test('the credit is explained down to the events, on its own page and on the invoice, and made again by money:verify', async () => {
  const { world, id } = await underReview();
  await acceptedByTheClient(world, id);
  await world.does('finance', (ctx) => freezeScorecard(ctx, id));
  const { id: invoiceId } = await world.does('finance', (ctx) =>
    issueFeeInvoice(ctx, { clientId: world.clientId, month: '2026-03' }),
  );
  const own = await world.reads('clientFinance', (ctx) => explainScorecard(ctx, id));
  const onInvoice = await world.reads('clientFinance', (ctx) => explainInvoice(ctx, invoiceId));
  for (const explained of [own, onInvoice]) {
    if (!explained) throw new Error('there is no proof');
    expect(holds(explained.proof)).toBe(true);
    expect(named(explained.proof, 'Measured')?.parts.map(({ value }) => value)).toEqual([
      { kind: 'factor', factor: '0' },
      { kind: 'factor', factor: '2' },
    ]);
  }
  expect(onInvoice?.proof.value).toEqual({ kind: 'money', minor: -1152 });
  expect(await world.reads('supplierAdmin', (ctx) => explainScorecard(ctx, id))).toBeNull();

  const [document] = await world.rows<{ reference: string }>(
    sql`select reference from invoice where id = ${invoiceId}`,
  );
  const broken = async () => {
    const found: string[] = [];
    for (const law of laws.filter(({ sentence }) => sentence.startsWith('A service credit'))) {
      const rows = await world.rows<{ reference: string }>(law.offenders);
      const own = rows.filter(
        ({ reference }) => reference.includes(world.code) || reference === document?.reference,
      );
      if (own.length > 0) found.push(law.sentence.slice(0, 40));
    }
    return found;
  };
  expect(await broken()).toEqual([]);
  const forge = (statement: string) =>
    world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
      await tx.unsafe(statement);
    });
  await forge(
    `update scorecard_level set judged_value = 99 where scorecard_id = '${id}' and name = 'On time'`,
  );
  expect(await broken()).toEqual(['A service credit is what its frozen scor']);
  await forge(
    `update invoice_item set amount_minor = amount_minor - 1, total_minor = total_minor - 1 where invoice_id = '${invoiceId}'`,
  );
  expect(await broken()).toHaveLength(2);
});

test('months that were counted keep the terms they were counted by', async () => {
  const { world } = await aMonthOfWork();
  world.on('2026-03-17');
  await agreesOnServiceTerms(world, { startsOn: '2026-03-01' });
  await addsServiceLevel(world, { name: 'Quality', weightPercent: '100', startsOn: '2026-03-01' });
  await billedPeriod(world, firstHalfOfMarch);
  world.on('2026-04-02');
  const first = await frozen(world, '2026-03', { Quality: '80' });
  expect(first).toMatchObject({ feeMinor: 3840, atRiskMinor: 384, creditMinor: 384 });
  const again = await agreesOnServiceTerms(world, { startsOn: '2026-03-01', atRiskPercent: '20' });
  expect(!again.ok && inWords(again.refusal)).toContain('Choose a later month');
  expect((await agreesOnServiceTerms(world, { startsOn: '2026-04-01', atRiskPercent: '20' })).ok).toBe(true);
  expect(await world.reads('finance', (ctx) => scorecardOf(ctx, first.id))).toMatchObject({
    ...{ atRiskFraction: '0.100000', creditMinor: 384 },
  });
});

import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { agreement, rateCardEntry, site } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { assignmentOf } from '#app/assignments/queries.server.ts';
import { ratesOf } from '#app/assignments/rates.server.ts';
import { addCard } from '#app/programs/commands/add-card.server.ts';
import { keepSiteGroups } from '#app/programs/commands/keep-site-groups.server.ts';
import { postCards } from '#app/programs/commands/post-cards.server.ts';
import { uploadCards } from '#app/programs/commands/upload-cards.server.ts';
import { uploadedCards } from '#app/programs/card-upload.server.ts';
import { cardOn } from '#app/programs/public.server.ts';
import { extendOffer } from '#app/submittals/commands/extend-offer.server.ts';
import { submitCandidate } from '#app/submittals/commands/submit-candidate.server.ts';
import { makeAgreement } from '#app/suppliers/commands/make-agreement.server.ts';
import { agreementForm } from '#app/suppliers/forms.ts';
import { agreementOn } from '#app/suppliers/public.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, BEGINNING, type World } from '#test/factories/program.ts';
import {
  candidateTyped,
  extendedOffer,
  fillPosition,
  offerTyped,
  openNeed,
  presentedCandidate,
} from '#test/factories/story.ts';
import { agreed, carded, cardTyped } from '#test/factories/terms.ts';

const told = (answer: Result<unknown>) => (answer.ok ? 'ok' : inWords(answer.refusal));

async function billOf(world: World, assignmentId: string) {
  const row = await world.reads('coordinator', (ctx) => assignmentOf(ctx, assignmentId));
  if (!row) throw new Error('no assignment');
  const { bill, pay } = await world.reads('coordinator', (ctx) => ratesOf(ctx, row));
  return {
    bill: bill.map(({ payCode, billRate, since, upTo }) => [payCode, billRate, since, upTo]),
    pay: pay.map(({ payCode, payRate }) => [payCode, payRate]),
  };
}

describe('the most specific card', () => {
  test('supplier and group before supplier, before group, before all', async () => {
    const world = await aProgram({ maxBillRate: '100.0000' });
    const groupId = randomUUID();
    const { clientId, jobId, siteId } = world;
    await world.does('admin', (ctx) =>
      keepSiteGroups(ctx, clientId, { verb: 'add', id: groupId, code: 'BAY', name: 'Bay Area' }),
    );
    await world.does('admin', (ctx) =>
      keepSiteGroups(ctx, clientId, { verb: 'put', siteId, siteGroupId: groupId }),
    );
    const supplierId = world.suppliers.cobalt;
    const max = async (scope: { siteId?: string; supplierId?: string }) =>
      (await world.reads('coordinator', (ctx) => cardOn(ctx, jobId, '2026-03-02', scope)))?.maxBillRate;
    expect(await max({ siteId, supplierId })).toBe('100.0000');
    await carded(world, { maxBillRate: '95', siteGroupId: groupId });
    expect(await max({ siteId, supplierId })).toBe('95.0000');
    expect(await max({ supplierId })).toBe('100.0000');
    await carded(world, { direction: 'pay', maxPayRate: '60', maxMarkup: '45', supplierId });
    expect(await max({ siteId, supplierId })).toBe('87.0000');
    expect(await max({ siteId, supplierId: world.suppliers.juniper })).toBe('95.0000');
    await carded(world, { maxBillRate: '80', siteGroupId: groupId, supplierId });
    expect(await max({ siteId, supplierId })).toBe('80.0000');
    expect(await world.reads('recruiter', (ctx) => cardOn(ctx, jobId, '2026-03-02'))).toBeNull();
  });

  test('two cards of one job, group and supplier never meet: the form says so, the database refuses it', async () => {
    const world = await aProgram();
    const { clientId, jobId } = world;
    const again = await world.act('admin', (ctx) =>
      addCard(ctx, clientId, jobId, cardTyped({ maxBillRate: '95', startsOn: '2026-07-01' })),
    );
    expect(told(again)).toMatch(/^invalid: startsOn: A card holds since 1 Jan 2025/);
    await carded(world, { maxBillRate: '95', startsOn: '2026-07-01', endRunning: true });
    const overlap = walled(world.database, { side: 'msp' }, (db) =>
      db.insert(rateCardEntry).values({
        ...{ clientId, jobId, maxBillRate: '90', currency: 'USD' },
        effective: '[2026-06-30,2026-07-02)',
      }),
    );
    await expect(overlap).rejects.toMatchObject({ cause: { constraint_name: 'cards_do_not_overlap' } });
  });

  test('another currency, and a card by somebody who may not set one', async () => {
    const world = await aProgram();
    const { clientId, jobId } = world;
    const euro = await world.act('admin', (ctx) =>
      addCard(
        ctx,
        clientId,
        jobId,
        cardTyped({ maxBillRate: '9', currency: 'EUR', startsOn: '2024-01-01', endsOn: '2024-12-31' }),
      ),
    );
    expect(told(euro)).toBe('invalid: currency: The program is run in USD; its cards are too.');
    await expect(
      world.act('coordinator', (ctx) => addCard(ctx, clientId, jobId, cardTyped({ maxBillRate: '9' }))),
    ).rejects.toThrow('rateCard.import');
  });
});

describe('a file of cards', () => {
  const head =
    'job_code,direction,max_bill_rate,max_pay_rate,max_markup_percent,site_group,supplier,currency,effective_from,effective_to';
  const upload = async (world: World, ...rows: string[]) => {
    const file = new File([[head, ...rows].join('\n')], 'cards.csv', { type: 'text/csv' });
    const { id } = await world.does('admin', (ctx) =>
      uploadCards(ctx, world.clientId, { id: randomUUID(), file }),
    );
    return id;
  };

  test('is shown first, posted once, and ends what it replaces the day before', async () => {
    const world = await aProgram({ maxBillRate: '100' });
    const { clientId, jobId } = world;
    const id = await upload(world, 'SA,bill,110,,,,,USD,2026-07-01,');
    const seen = await world.reads('admin', (ctx) => uploadedCards(ctx, clientId, id));
    expect(seen?.differences[0]).toMatchObject({ kind: 'changed', ends: { lastDay: '2026-06-30' } });
    expect(await world.does('admin', (ctx) => postCards(ctx, clientId, id))).toMatchObject({ changed: 1 });
    const maxOn = async (date: string) =>
      (await world.reads('admin', (ctx) => cardOn(ctx, jobId, date)))?.maxBillRate;
    expect([await maxOn('2026-06-30'), await maxOn('2026-07-01')]).toEqual(['100.0000', '110.0000']);
    expect(told(await world.act('admin', (ctx) => postCards(ctx, clientId, id)))).toMatch(/^stale/);
  });

  test('with one wrong row posts nothing of it', async () => {
    const world = await aProgram();
    const { clientId } = world;
    const id = await upload(world, 'SA,bill,110,,,,,USD,2026-07-01,', 'SA,bill,90.00001,,,,,,2027-07-01,');
    const seen = await world.reads('admin', (ctx) => uploadedCards(ctx, clientId, id));
    expect(seen?.problems.map(({ rowNumber, column }) => `${rowNumber} ${column}`)).toEqual([
      '3 currency',
      '3 max_bill_rate',
    ]);
    expect(told(await world.act('admin', (ctx) => postCards(ctx, clientId, id)))).toMatch(/^invalid/);
    const cards = await world.rows(sql`select id from rate_card_entry where client_id = ${clientId}`);
    expect(cards).toHaveLength(1);
  });
});

describe('rates are held against card and agreement', () => {
  test('when a candidate is put forward', async () => {
    const world = await aProgram();
    await carded(world, {
      ...{ direction: 'pay', maxPayRate: '60', maxMarkup: '45' },
      supplierId: world.suppliers.cobalt,
    });
    await agreed(world, 'cobalt', { maxMarkup: '40' });
    const { requisitionId } = await openNeed(world);
    const submit = async (bill: string, pay: string) =>
      told(
        await world.act('recruiter', (ctx) =>
          submitCandidate(ctx, requisitionId, candidateTyped({ bill, pay })),
        ),
      );
    expect(await submit('85', '61')).toBe(
      'invalid: payRate: The card allows a pay rate of at most 60.00 for this job.',
    );
    expect(await submit('87.01', '60')).toMatch(/billRate: The card allows at most 87.00 for this job/);
    expect(await submit('84.01', '60')).toBe(
      'invalid: billRate: This is a markup of 40.02 %; the agreement allows 40 %, a bill rate of up to 84.00.',
    );
    expect(await submit('84', '60')).toBe('ok');
  });

  test('when an offer is made, and the client learns no pay rate from it', async () => {
    const world = await aProgram();
    await agreed(world, 'cobalt', { maxMarkup: '45' });
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId, { bill: '87', pay: '60' });
    const offer = async (bill: string) =>
      told(await world.act('ana', (ctx) => extendOffer(ctx, submittalId, offerTyped(world, { bill }))));
    const answer = await offer('88');
    expect(answer).toMatch(/^invalid: billRate: This rate does not fit the agreement/);
    expect(answer).not.toMatch(/\d/);
    expect(await offer('87')).toBe('ok');
  });
});

describe('an accepted offer freezes rates by the agreement', () => {
  test('overtime in full where nothing is agreed', async () => {
    const world = await aProgram();
    const { assignmentId } = await fillPosition(world);
    expect((await billOf(world, assignmentId)).bill.map(([, rate]) => rate)).toEqual([
      '87.0000',
      '130.5000',
      '174.0000',
    ]);
  });

  test.each([
    ['0', ['87.0000', '117.0000', '147.0000']],
    ['12', ['87.0000', '120.6000', '154.2000']],
  ])('premium at cost with a burden of %s %%', async (overtimeBurden, rates) => {
    const world = await aProgram();
    await agreed(world, 'cobalt', { overtimeConvention: 'premium_at_cost', overtimeBurden });
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60' });
    const { bill, pay } = await billOf(world, assignmentId);
    expect(bill.map(([, rate]) => rate)).toEqual(rates);
    expect(pay.map(([, rate]) => rate)).toEqual(['60.0000', '90.0000', '120.0000']);
    const [kept] = await world.rows<{ agreements: number }>(
      sql`select count(distinct agreement_id)::int as agreements from assignment_rate where assignment_id = ${assignmentId}`,
    );
    expect(kept?.agreements).toBe(1);
  });

  test('fixed overtime, two free days and 3 % less after 26 weeks', async () => {
    const world = await aProgram();
    const terms = { nonbillableDays: 2, tenureWeeks: 26, tenurePercent: '3' };
    await agreed(world, 'cobalt', { overtimeConvention: 'fixed', overtimeRate: '112.50', ...terms });
    const { assignmentId } = await fillPosition(world, { bill: '87', pay: '60' });
    const { bill } = await billOf(world, assignmentId);
    expect(bill.filter(([code]) => code === 'ST')).toEqual([
      ['ST', '0.0000', '2026-03-02', '2026-03-04'],
      ['ST', '87.0000', '2026-03-04', '2026-08-31'],
      ['ST', '84.3900', '2026-08-31', null],
    ]);
    expect(bill.filter(([code]) => code === 'DT').map(([, rate]) => rate)).toEqual([
      '0.0000',
      '112.5000',
      '112.5000',
    ]);
  });

  test('an agreement binds one supplier, and only from its day on', async () => {
    const world = await aProgram();
    await agreed(world, 'cobalt', { overtimeConvention: 'premium_at_cost', startsOn: '2026-04-01' });
    const { requisitionId } = await openNeed(world, { positions: 2, releasedTo: ['cobalt', 'juniper'] });
    const early = await presentedCandidate(world, requisitionId);
    const rival = await presentedCandidate(world, requisitionId, { by: 'juniperRecruiter' });
    const overtimeOf = async (
      submittalId: string,
      startsOn: string,
      by: 'recruiter' | 'juniperRecruiter',
    ) => {
      const { offerId } = await extendedOffer(world, submittalId, { startsOn });
      const { id } = await world.does(by, (ctx) => acceptOffer(ctx, offerId));
      return (await billOf(world, id)).bill[1]?.[1];
    };
    expect(await overtimeOf(early.submittalId, '2026-03-31', 'recruiter')).toBe('130.5000');
    expect(await overtimeOf(rival.submittalId, '2026-04-01', 'juniperRecruiter')).toBe('130.5000');
  });
});

describe('agreements', () => {
  test('follow each other, and never share a day', async () => {
    const world = await aProgram();
    const { clientId } = world;
    const supplierId = world.suppliers.cobalt;
    await agreed(world, 'cobalt', { maxMarkup: '40' });
    const typed = { id: randomUUID(), startsOn: '2026-07-01', overtimeConvention: 'full', maxMarkup: '35' };
    const again = await world.act('admin', (ctx) =>
      makeAgreement(ctx, clientId, supplierId, agreementForm.parse(typed)),
    );
    expect(told(again)).toMatch(/^invalid: startsOn: An agreement holds from 1 Jan 2025/);
    await agreed(world, 'cobalt', { ...typed, endRunning: true });
    const capOn = async (date: string) =>
      (await world.reads('supplierAdmin', (ctx) => agreementOn(ctx, clientId, supplierId, date)))?.maxMarkup;
    expect([await capOn('2026-06-30'), await capOn('2026-07-01')]).toEqual(['0.400000', '0.350000']);
    expect(
      await world.reads('rivalRecruiter', (ctx) => agreementOn(ctx, clientId, supplierId, BEGINNING)),
    ).toBeNull();
    const overlap = walled(world.database, { side: 'msp' }, (db) =>
      db.insert(agreement).values({ clientId, supplierId, effective: '[2026-06-30,2026-07-02)' }),
    );
    await expect(overlap).rejects.toMatchObject({ cause: { code: '23P01' } });
  });

  test('are the MSP’s to set', async () => {
    const world = await aProgram();
    const input = agreementForm.parse({ id: randomUUID(), startsOn: BEGINNING, overtimeConvention: 'full' });
    await expect(
      world.act('coordinator', (ctx) => makeAgreement(ctx, world.clientId, world.suppliers.cobalt, input)),
    ).rejects.toThrow('program.configure');
    const bySupplier = await world.act('supplierAdmin', (ctx) =>
      makeAgreement(ctx, world.clientId, world.suppliers.cobalt, input),
    );
    expect(told(bySupplier)).toBe('missing');
  });
});

test('a site group of another program is no group here', async () => {
  const world = await aProgram();
  const other = await aProgram();
  const foreign = randomUUID();
  await other.does('admin', (ctx) =>
    keepSiteGroups(ctx, other.clientId, { verb: 'add', id: foreign, code: 'BAY', name: 'Bay Area' }),
  );
  const put = await world.act('admin', (ctx) =>
    keepSiteGroups(ctx, world.clientId, { verb: 'put', siteId: world.siteId, siteGroupId: foreign }),
  );
  expect(told(put)).toBe('missing');
  const [row] = await walled(world.database, { side: 'msp' }, (db) =>
    db.select({ group: site.siteGroupId }).from(site).where(eq(site.id, world.siteId)),
  );
  expect(row?.group).toBeNull();
});

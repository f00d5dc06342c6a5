import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { assignment, ledgerPeriod, purchaseOrder } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { acceptRevision } from '#app/assignments/commands/accept-revision.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { revisionForm } from '#app/assignments/forms.ts';
import { billedDocument, billedLines, ratesAgreedAnew } from '#app/corrections/billed.server.ts';
import { cancelCorrection } from '#app/corrections/commands/cancel-correction.server.ts';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { draftRateCorrection } from '#app/corrections/commands/draft-rate-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { rejectCorrection } from '#app/corrections/commands/reject-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import type { CorrectionPreview } from '#app/corrections/difference.ts';
import { correctionForm, rejectionForm } from '#app/corrections/forms.ts';
import { waitingCorrections } from '#app/corrections/public.server.ts';
import { correctionOf, correctionsPage, documentsOfCorrection } from '#app/corrections/queries.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import type { Result } from '#app/values/result.ts';
import { inWords } from '#test/factories/acts.ts';
import {
  billedPeriod,
  clientTotals,
  firstHalfOfMarch,
  previewedRun,
  secondHalfOfMarch,
} from '#test/factories/bills.ts';
import { released, sentRun, bankInRows } from '#test/factories/payments.ts';
import { aProgram, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';
import { approvedWeek, type Hours } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';

const told = (answer: Result<unknown>) => (answer.ok ? 'ok' : inWords(answer.refusal));
const fullWeek = { Mon: 8, Tue: 8, Wed: 8, Thu: 8, Fri: 8 };

type WeekPlan = { hours?: Hours; overtime?: 'none' | 'us-flsa' };
type Billed = { world: World; assigned: Assigned; invoiceId: string; charges: number[] };

/** One week, unless it is said otherwise of 40 h at 87.00, billed on 16 March: 3,480.00, less 2.5 % to the supplier. */
async function billedWeek({ hours = fullWeek, overtime = 'none' }: WeekPlan = {}): Promise<Billed> {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', hours);
  const { documents } = await billedPeriod(world, firstHalfOfMarch);
  const invoiceId = documents.find(({ kind }) => kind === 'client_invoice')?.id;
  if (!invoiceId) throw new Error('nothing was billed');
  return { world, assigned, invoiceId, charges: await chargesOf(world) };
}

const chargesOf = async (world: World): Promise<number[]> =>
  (
    await world.rows<{ id: number }>(
      sql`select id from charge where client_id = ${world.clientId} order by id`,
    )
  ).map(({ id }) => id);

type Typed = { how?: string; sharePercent?: string; rate?: string; charges?: (number | string)[] };

/** What the form sends, as the route reads it. */
function parsed(world: World, { charges = [], how = 'whole', ...more }: Typed) {
  const form = new FormData();
  const fields = {
    id: randomUUID(),
    clientId: world.clientId,
    how,
    reasonCode: 'rate',
    reason: 'It was agreed',
    ...more,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const charge of charges) form.append('charges', String(charge));
  return parseForm(correctionForm, form);
}

const typed = (world: World, fields: Typed) => {
  const answer = parsed(world, fields);
  if (!answer.ok) throw new Error(JSON.stringify(answer.answer.problems));
  return answer.value;
};

const drafted = (world: World, fields: Typed) =>
  world.act('finance', (ctx) => draftCorrection(ctx, typed(world, fields)));

/** Drafted by the finance and handed on. */
async function handedOn(world: World, fields: Typed): Promise<string> {
  const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed(world, fields)));
  await world.does('finance', (ctx) => submitCorrection(ctx, id));
  return id;
}

const counts = async (world: World) =>
  (
    await world.rows<{ charges: number; documents: number; corrections: number }>(sql`
      select (select count(*)::int from charge where client_id = ${world.clientId}) as charges,
        (select count(*)::int from invoice where client_id = ${world.clientId}) as documents,
        (select count(*)::int from correction where client_id = ${world.clientId}) as corrections`)
  )[0];

describe('bad input is a problem at its field, and nothing is kept', () => {
  test('a rate with five decimals, no lines, no reason, a reason that is none', async () => {
    const { world, charges } = await billedWeek();
    const problems = (fields: Typed & Record<string, unknown>) => {
      const answer = parsed(world, fields);
      return answer.ok ? {} : answer.answer.problems;
    };
    expect(problems({ charges, how: 'rate', rate: '92.12345' })).toEqual({
      rate: ['A rate has at most four decimals, such as 67.55.'],
    });
    expect(problems({ charges: [] })).toEqual({ charges: ['Choose at least one line.'] });
    expect(
      problems({ charges: ['all'] })['charges[0]'] ?? problems({ charges: ['all'] })['charges'],
    ).toBeDefined();
    expect(problems({ charges, reason: ' ' })).toHaveProperty('reason');
    expect(problems({ charges, reasonCode: 'mood' })).toEqual({ reasonCode: ['Choose a reason.'] });
  });

  test('shares of nothing and of more than all, a rate that was not given', async () => {
    const { world, charges } = await billedWeek();
    for (const sharePercent of ['0', '101', '-5', 'half', '33.33333'])
      expect(told(await drafted(world, { charges, how: 'share', sharePercent }))).toBe(
        'invalid: sharePercent: Give a share of more than 0 and at most 100 %, such as 33.33.',
      );
    expect(told(await drafted(world, { charges, how: 'share' }))).toMatch(/^invalid: sharePercent/);
    expect(told(await drafted(world, { charges, how: 'rate' }))).toMatch(/^invalid: rate/);
    expect(await counts(world)).toEqual({ charges: 1, documents: 2, corrections: 0 });
  });

  test('a line of another client and one that never was are the same to whoever asks', async () => {
    const { world } = await billedWeek();
    const other = await billedWeek();
    const foreign = told(await drafted(world, { charges: other.charges }));
    expect(foreign).toBe('invalid: charges: This line is not here.');
    expect(told(await drafted(world, { charges: [2_147_483_000] }))).toBe(foreign);
    expect(
      told(
        await world.act('finance', (ctx) =>
          draftCorrection(ctx, { ...typed(world, { charges: other.charges }), clientId: randomUUID() }),
        ),
      ),
    ).toBe('missing');
  });

  test('what is not billed, what is a credit, and what is credited in whole already', async () => {
    const { world, assigned, charges } = await billedWeek();
    await world.does('admin', async (ctx) => issueCorrection(ctx, await handedOn(world, { charges })));
    expect(told(await drafted(world, { charges }))).toBe(
      'invalid: charges: Nothing is left to credit on one of these lines.',
    );
    const [, credit] = await chargesOf(world);
    expect(told(await drafted(world, { charges: [credit ?? 0] }))).toMatch(/A credit is not credited again/);
    world.on('2026-03-23');
    await approvedWeek(world, assigned, '2026-03-22', { Mon: 8 });
    const unbilled = (await chargesOf(world)).at(-1) ?? 0;
    expect(told(await drafted(world, { charges: [unbilled] }))).toMatch(/This is not billed yet/);
    await expectInvariantsHold(world);
  });
});

describe('whoever is not asked', () => {
  test('clients, suppliers and auditors draft nothing, and nobody approves their own', async () => {
    const { world, charges } = await billedWeek();
    const input = typed(world, { charges });
    for (const who of ['ana', 'clientFinance', 'recruiter', 'supplierFinance', 'auditor'] as const)
      await expect(world.act(who, (ctx) => draftCorrection(ctx, input)).then(told)).rejects.toThrow(
        'correction.propose',
      );
    const id = await handedOn(world, { charges });
    await expect(world.act('finance', (ctx) => issueCorrection(ctx, id))).rejects.toThrow(
      'correction.approve',
    );
    await expect(world.act('coordinator', (ctx) => issueCorrection(ctx, id))).rejects.toThrow(
      'correction.approve',
    );
    expect(told(await world.act('clientFinance', (ctx) => rejectCorrection(ctx, id, { reason: 'no' })))).toBe(
      'missing',
    );
  });

  test('their queues say whose turn it is', async () => {
    const { world, charges } = await billedWeek();
    // The oldest stand first, and the queue is the MSP's over all programs: nothing of another test comes before this.
    world.on('2025-01-02');
    const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed(world, { charges })));
    const waiting = async (who: 'finance' | 'admin' | 'coordinator' | 'auditor') =>
      (await world.reads(who, waitingCorrections))
        .filter(({ to }) => to === `/corrections/${id}`)
        .map(({ detail }) => detail);
    expect(await waiting('finance')).toEqual(['The rate was wrong · 1 line · not handed on yet']);
    expect(await waiting('admin')).toEqual([]);
    await world.does('finance', (ctx) => submitCorrection(ctx, id));
    expect(await waiting('finance')).toEqual([]);
    expect(await waiting('admin')).toEqual(['The rate was wrong · 1 line · from Ingrid Sandoval']);
    expect(await waiting('coordinator')).toEqual([]);
    expect(await waiting('auditor')).toEqual([]);
  });
});

describe('a correction that is not made', () => {
  test('given up or rejected with a reason, it leaves everything as it was', async () => {
    const { world, charges } = await billedWeek();
    const first = await handedOn(world, { charges });
    await world.does('finance', (ctx) => cancelCorrection(ctx, first));
    expect(told(await world.act('admin', (ctx) => issueCorrection(ctx, first)))).toMatch(/^stale/);

    const second = await handedOn(world, { charges, how: 'share', sharePercent: '50' });
    const why = rejectionForm.parse({ reason: 'The client was right to pay' });
    await world.does('admin', (ctx) => rejectCorrection(ctx, second, why));
    expect(told(await world.act('finance', (ctx) => cancelCorrection(ctx, second)))).toMatch(/^stale/);
    expect(await world.reads('auditor', (ctx) => correctionOf(ctx, second))).toMatchObject({
      status: 'rejected',
      decidedReason: 'The client was right to pay',
      decidedByName: 'Margaret Osei',
    });
    expect(await counts(world)).toEqual({ charges: 1, documents: 2, corrections: 2 });
    await expectInvariantsHold(world);
  });

  test('a closed month refuses the issue, and the next month takes it', async () => {
    const { world, charges } = await billedWeek();
    world.on('2026-03-20');
    const id = await handedOn(world, { charges });
    const { accountId, name } = world.people.finance;
    await walled(world.database, { side: 'msp' }, (db) =>
      db
        .insert(ledgerPeriod)
        .values({ clientId: world.clientId, month: '2026-03-01', closedBy: accountId, closedByName: name }),
    );
    expect(told(await world.act('admin', (ctx) => issueCorrection(ctx, id)))).toMatch(
      /^stale: The books of Mar 2026 are closed/,
    );
    expect((await world.reads('admin', (ctx) => correctionOf(ctx, id)))?.status).toBe('pending_approval');
    world.on('2026-04-01');
    await world.does('admin', (ctx) => issueCorrection(ctx, id));
    await expectInvariantsHold(world);
  });

  test('what changed meanwhile has to be drafted again', async () => {
    const { world, charges } = await billedWeek();
    const [whole, half] = [
      await handedOn(world, { charges }),
      await handedOn(world, { charges, how: 'share', sharePercent: '50' }),
    ];
    await world.does('admin', (ctx) => issueCorrection(ctx, half));
    expect(told(await world.act('admin', (ctx) => issueCorrection(ctx, whole)))).toMatch(
      /^stale: A line was credited meanwhile/,
    );
    await expectInvariantsHold(world);
  });
});

test('the page of a document says what is left of each line, and the list finds the correction', async () => {
  const { world, invoiceId, charges } = await billedWeek();
  const id = await handedOn(world, { charges, how: 'share', sharePercent: '25' });
  await world.does('admin', (ctx) => issueCorrection(ctx, id));
  const { rows } = await world.reads('finance', (ctx) => billedLines(ctx, invoiceId, {}));
  expect(rows).toMatchObject([
    { amountMinor: 348_000, remainingMinor: 261_000, isCredit: false, billRate: '87.0000' },
  ]);
  expect(
    await world.reads('finance', (ctx) => billedLines(ctx, invoiceId, { worker: 'nobody' })),
  ).toMatchObject({
    rows: [],
  });
  expect(await world.reads('finance', (ctx) => billedDocument(ctx, invoiceId))).toMatchObject({
    clientId: world.clientId,
  });
  const documents = await world.reads('finance', (ctx) => documentsOfCorrection(ctx, id));
  expect(documents.map(({ kind, totalMinor }) => [kind, totalMinor])).toEqual([
    ['client_credit', -87_000],
    ['supplier_credit', -84_825],
  ]);
  const found = await world.reads('auditor', (ctx) =>
    correctionsPage(ctx, { client: world.clientId, status: 'issued' }),
  );
  expect(found.rows.map((row) => row.id)).toEqual([id]);
  expect(
    (await world.reads('auditor', (ctx) => correctionsPage(ctx, { client: world.clientId, status: 'draft' })))
      .rows,
  ).toEqual([]);
  // A part of an amount takes no hours back.
  const [credit] = await world.rows<{ minutes: number }>(
    sql`select minutes from charge where correction_id = ${id}`,
  );
  expect(credit?.minutes).toBe(0);
  await expectInvariantsHold(world);
});

test('what a supplier was paid is said before, and its next remittance is less', async () => {
  const { world, charges } = await billedWeek();
  await bankInRows(world);
  await bankInRows(world, 'msp');
  world.on('2026-04-20');
  await released(world);
  await sentRun(world, '2026-04-21');
  const { preview } = await world.does('finance', (ctx) => draftCorrection(ctx, typed(world, { charges })));
  const [supplier, ...others] = (preview as CorrectionPreview).suppliers;
  expect(others).toEqual([]);
  expect(supplier).toMatchObject({ differenceMinor: -339_300 });
  expect(supplier?.paid.map(({ status }) => status)).toEqual(['remitted']);
  await expectInvariantsHold(world);
});

test('more than is left on its purchase order is said before, and refused', async () => {
  const world = await aProgram({ fees: supplierFunded('2.5%'), overtime: 'none' });
  const assigned = await fillPosition(world, { bill: '87.00', pay: '60.00', on: '2026-03-02' });
  const purchaseOrderId = randomUUID();
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.insert(purchaseOrder).values({
      ...{ id: purchaseOrderId, clientId: world.clientId, number: '4711', fundsMinor: 350_000 },
      effective: '[2026-01-01,)',
    });
    await db.update(assignment).set({ purchaseOrderId }).where(eq(assignment.id, assigned.assignmentId));
  });
  world.on('2026-03-16');
  await approvedWeek(world, assigned, '2026-03-15', fullWeek);
  await billedPeriod(world, firstHalfOfMarch);
  const id = await handedOn(world, { charges: await chargesOf(world), how: 'rate', rate: '90' });
  expect((await world.reads('admin', (ctx) => correctionOf(ctx, id)))?.preview.purchaseOrders).toEqual([
    { number: '4711', differenceMinor: 12_000, remainingMinor: -10_000 },
  ]);
  expect(told(await world.act('admin', (ctx) => issueCorrection(ctx, id)))).toMatch(
    /^stale: Purchase order 4711 has less left/,
  );
  await walled(world.database, { side: 'msp' }, (db) =>
    db.update(purchaseOrder).set({ fundsMinor: 360_000 }).where(eq(purchaseOrder.id, purchaseOrderId)),
  );
  await world.does('admin', (ctx) => issueCorrection(ctx, id));
  await expectInvariantsHold(world);
});

describe('rates agreed anew for days that are billed', () => {
  const revised = async (
    world: World,
    { assignmentId }: Assigned,
    effectiveFrom: string,
    billRate = '90',
  ) => {
    const input = revisionForm.parse({
      ...{
        id: randomUUID(),
        effectiveFrom,
        billRate,
        payRate: '60',
        reason: 'Agreed late.',
        intent: 'propose',
      },
    });
    const { id } = await world.does('coordinator', (ctx) => proposeRevision(ctx, assignmentId, input));
    await world.does('ana', (ctx) => approveRevision(ctx, id));
    await world.does('recruiter', (ctx) => acceptRevision(ctx, id, {}));
  };
  const draftOf = (world: World, { assignmentId }: Assigned) =>
    world.act('finance', (ctx) =>
      draftRateCorrection(ctx, {
        id: randomUUID(),
        assignmentId,
        reason: 'The revision counts from then on',
      }),
    );

  test('a change in the middle of a week splits its line in two, to the cent', async () => {
    const { world, assigned } = await billedWeek();
    world.on('2026-03-20');
    await revised(world, assigned, '2026-03-11'); // a Wednesday: 16 h at 87.00 and 24 h at 90.00
    expect(await world.reads('finance', (ctx) => ratesAgreedAnew(ctx, assigned.assignmentId))).toMatchObject({
      ...{ lines: 1, billedMinor: 348_000, nowMinor: 139_200 + 216_000 },
    });
    const drafted = await draftOf(world, assigned);
    if (!drafted.ok) throw new Error(told(drafted));
    const { id, preview } = drafted.value;
    expect(preview).toMatchObject({
      client: { creditMinor: -348_000, rebillMinor: 355_200, netMinor: 7_200 },
      supplier: { creditMinor: -339_300, rebillMinor: 346_320, netMinor: 7_020 },
      msp: { netMinor: 180 },
    });
    await world.does('finance', (ctx) => submitCorrection(ctx, id));
    await world.does('admin', (ctx) => issueCorrection(ctx, id));
    const charges = await world.rows<{
      minutes: number;
      bill_rate: string;
      amount_minor: number;
      service_from: string;
    }>(
      sql`select minutes, bill_rate::text, amount_minor, service_from::text from charge where correction_id = ${id} and credits_charge_id is null order by service_from`,
    );
    expect(charges).toEqual([
      { minutes: 960, bill_rate: '87.0000', amount_minor: 139_200, service_from: '2026-03-09' },
      { minutes: 1440, bill_rate: '90.0000', amount_minor: 216_000, service_from: '2026-03-11' },
    ]);
    expect(told(await draftOf(world, assigned))).toBe(
      'invalid: form: Everything that was billed is at the rates in force.',
    );
    expect(await world.reads('finance', (ctx) => ratesAgreedAnew(ctx, assigned.assignmentId))).toMatchObject({
      lines: 0,
    });
    await expectInvariantsHold(world);
  });

  test('a change after the billed weeks leaves them alone, though their rates were written anew', async () => {
    const { world, assigned } = await billedWeek();
    world.on('2026-03-20');
    await revised(world, assigned, '2026-03-16');
    expect(told(await draftOf(world, assigned))).toMatch(/^invalid: form: Everything/);
    expect(await world.reads('finance', (ctx) => ratesAgreedAnew(ctx, assigned.assignmentId))).toMatchObject({
      lines: 0,
    });
  });

  test('a rate that a correction billed by hand stays until another is agreed for the same days', async () => {
    const { world, assigned, charges } = await billedWeek();
    world.on('2026-03-20');
    const byHand = correctionForm.parse({
      ...{
        id: randomUUID(),
        clientId: world.clientId,
        charges: charges.map(String),
        how: 'rate',
        rate: '80.00',
      },
      ...{ reasonCode: 'rate', reason: 'As the offer said' },
    });
    const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, byHand));
    await world.does('finance', (ctx) => submitCorrection(ctx, id));
    await world.does('admin', (ctx) => issueCorrection(ctx, id));

    await revised(world, assigned, '2026-03-16'); // after the week, whose own rate is written anew
    expect(told(await draftOf(world, assigned))).toMatch(/^invalid: form: Everything/);

    await revised(world, assigned, '2026-03-11', '95'); // a Wednesday: 16 h stay at 80.00, 24 h are at 95.00
    expect(await world.reads('finance', (ctx) => ratesAgreedAnew(ctx, assigned.assignmentId))).toMatchObject({
      ...{ lines: 1, billedMinor: 320_000, nowMinor: 128_000 + 228_000 },
    });
    const drafted = await draftOf(world, assigned);
    if (!drafted.ok) throw new Error(told(drafted));
    await world.does('finance', (ctx) => submitCorrection(ctx, drafted.value.id));
    await world.does('admin', (ctx) => issueCorrection(ctx, drafted.value.id));
    expect(told(await draftOf(world, assigned))).toMatch(/^invalid: form: Everything/);
    await expectInvariantsHold(world);
  });

  test.each([
    ['all', { how: 'whole' }],
    ['a share', { how: 'share', sharePercent: '25' }],
  ])(
    'hours of which somebody credited %s are not billed again, and the rest of the week is',
    async (_, how) => {
      const { world, assigned } = await billedWeek({
        hours: { ...fullWeek, Sat: 5 },
        overtime: 'us-flsa',
      });
      const straight = await world.rows<{ id: number }>(
        sql`select id from charge where client_id = ${world.clientId} and pay_code = 'ST'`,
      );
      world.on('2026-03-20');
      const credit = await world.does('finance', (ctx) =>
        draftCorrection(ctx, typed(world, { ...how, charges: straight.map(({ id }) => id) })),
      );
      await world.does('finance', (ctx) => submitCorrection(ctx, credit.id));
      await world.does('admin', (ctx) => issueCorrection(ctx, credit.id));

      await revised(world, assigned, '2026-03-09'); // 5 h of overtime at 130.50 are at 135.00
      const drafted = await draftOf(world, assigned);
      if (!drafted.ok) throw new Error(told(drafted));
      expect(drafted.value.preview).toMatchObject({ client: { creditMinor: -65_250, rebillMinor: 67_500 } });
      await world.does('finance', (ctx) => submitCorrection(ctx, drafted.value.id));
      await world.does('admin', (ctx) => issueCorrection(ctx, drafted.value.id));
      expect(told(await draftOf(world, assigned))).toMatch(/^invalid: form: Everything/);
      await expectInvariantsHold(world);
    },
  );

  test('a second press drafts no second one, and a supplier drafts none', async () => {
    const { world, assigned } = await billedWeek();
    world.on('2026-03-20');
    await revised(world, assigned, '2026-03-09');
    const input = { id: randomUUID(), assignmentId: assigned.assignmentId, reason: 'The revision counts' };
    const first = await world.does('finance', (ctx) => draftRateCorrection(ctx, input));
    const again = await world.does('finance', (ctx) => draftRateCorrection(ctx, input));
    expect(again.id).toBe(first.id);
    expect((await counts(world))?.corrections).toBe(1);
    await expect(world.act('recruiter', (ctx) => draftRateCorrection(ctx, input))).rejects.toThrow(
      'correction.propose',
    );
  });

  test('weeks that are not billed yet are priced anew when a run looks at them', async () => {
    const { world, assigned } = await billedWeek();
    world.on('2026-03-23');
    await approvedWeek(world, assigned, '2026-03-22', fullWeek);
    await revised(world, assigned, '2026-03-18'); // a Wednesday
    world.on('2026-04-01');
    const { totalMinor } = await previewedRun(world, secondHalfOfMarch);
    expect(totalMinor).toBe(139_200 + 216_000);
    expect(told(await draftOf(world, assigned))).toMatch(/^invalid: form: Everything/);
    expect(await clientTotals(world)).toEqual(['3,480.00']);
    await expectInvariantsHold(world);
  });
});

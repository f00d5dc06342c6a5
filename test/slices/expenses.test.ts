import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { approveCharge } from '#app/expenses/commands/approve-charge.server.ts';
import { approveSheet } from '#app/expenses/commands/approve-sheet.server.ts';
import { approveSheets } from '#app/expenses/commands/approve-sheets.server.ts';
import { addCode } from '#app/expenses/commands/add-code.server.ts';
import { addLine } from '#app/expenses/commands/add-line.server.ts';
import { changeLine } from '#app/expenses/commands/change-line.server.ts';
import { closeCode } from '#app/expenses/commands/close-code.server.ts';
import { endCharge } from '#app/expenses/commands/end-charge.server.ts';
import { recallSheet } from '#app/expenses/commands/recall-sheet.server.ts';
import { rejectSheet } from '#app/expenses/commands/reject-sheet.server.ts';
import { removeLine } from '#app/expenses/commands/remove-line.server.ts';
import { requestCharge } from '#app/expenses/commands/request-charge.server.ts';
import { startSheet } from '#app/expenses/commands/start-sheet.server.ts';
import { submitSheet } from '#app/expenses/commands/submit-sheet.server.ts';
import { addLineForm, changeLineForm, chargeForm, codeForm } from '#app/expenses/forms.ts';
import { chargeWhatIsDue } from '#app/expenses/jobs.server.ts';
import { waitingExpenses } from '#app/expenses/public.server.ts';
import { sheetsNewestFirst } from '#app/expenses/queries.server.ts';
import { dueDays, type Cadence } from '#app/expenses/schedule.ts';
import { findSheet, receiptOf } from '#app/expenses/sheet.server.ts';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Result } from '#app/values/result.ts';
import { weekEndingOn } from '#app/values/week.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import type { Person } from '#test/cast.ts';
import { inWords } from '#test/factories/acts.ts';
import { firstHalfOfMarch, previewedRun } from '#test/factories/bills.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';

let world: World;
let assigned: Assigned;
let codes: { taxi: string; meals: string };

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const receipt = (name = 'taxi.pdf') => new File([bytesOf('%PDF-1.7 a receipt')], name);
const script = () => new File(['<script>alert(1)</script>'], 'receipt.pdf', { type: 'application/pdf' });

beforeAll(async () => {
  world = await aProgram({ overtime: 'none' });
  assigned = await fillPosition(world);
  world.on('2026-03-20');
  codes = {
    taxi: await addedCode({ code: 'taxi', name: 'Taxi', receiptAbove: '25', limit: '80' }),
    meals: await addedCode({ code: 'meal', name: 'Meals', bearsFees: 'on' }),
  };
});

async function addedCode(typed: Record<string, string>): Promise<string> {
  const id = randomUUID();
  const { bearsFees, ...rest } = typed;
  const input = codeForm.parse({ id, ...rest, bearsFees: bearsFees === 'on' });
  await world.does('admin', (ctx) => addCode(ctx, world.clientId, input));
  return id;
}

type Typed = { code?: keyof typeof codes; amount?: string; on?: string; costCenterId?: string; file?: File };

const lineTyped = ({
  code = 'taxi',
  amount = '24.50',
  on = '2026-03-18',
  costCenterId,
  file,
}: Typed = {}) => ({
  intent: 'add',
  id: randomUUID(),
  spentOn: on,
  expenseCodeId: codes[code],
  costCenterId: costCenterId ?? world.costCenterIds[0],
  amount,
  ...(file ? { receipt: file } : {}),
});

async function draft(by: Person | Actor = assigned.worker): Promise<string> {
  const id = randomUUID();
  await world.does(by, (ctx) =>
    startSheet(ctx, { id, assignmentId: assigned.assignmentId, title: 'Training' }),
  );
  return id;
}

const add = (id: string, typed: Typed = {}, by: Person | Actor = assigned.worker) =>
  world.act(by, (ctx) => addLine(ctx, id, addLineForm.parse(lineTyped(typed))));

const submit = (id: string, attest = true, by: Person | Actor = assigned.worker) =>
  world.act(by, (ctx) => submitSheet(ctx, id, { attest }));

async function submitted(lines: Typed[] = [{}], by: Person | Actor = assigned.worker): Promise<string> {
  const id = await draft(by);
  for (const line of lines) expect(said(await add(id, line, by))).toBe('ok');
  expect(said(await submit(id, true, by))).toBe('ok');
  return id;
}

const said = (result: Result<unknown>) => (result.ok ? 'ok' : inWords(result.refusal));
const chargesOf = (sheetId: string) =>
  world.rows(sql`
    select c.pay_code, c.minutes, c.bill_rate, c.rate_id, c.amount_minor::int, c.bears_fees, c.service_from::text,
      c.week_ends_on::text, c.cost_center_id, c.note
    from charge c join expense_line l on l.id = c.expense_line_id where l.sheet_id = ${sheetId} order by l.place`);

describe('lines and receipts', () => {
  test('a receipt that is a script is a problem at its field, and nothing of the line is kept', async () => {
    const id = await draft();
    expect(said(await add(id, { file: script() }))).toMatch(/^invalid: receipt: This is not a PDF/);
    expect(await world.rows(sql`select 1 from expense_line where sheet_id = ${id}`)).toEqual([]);
    expect(await world.rows(sql`select 1 from stored_file where name like 'receipt%'`)).toEqual([]);
  });

  test('a line keeps to the limit, the dates, the clock, the split and the decimals', async () => {
    const id = await draft();
    expect(said(await add(id, { amount: '80.01' }))).toBe(
      'invalid: amount: Taxi allows USD 80.00 a line at most.',
    );
    expect(said(await add(id, { on: '2026-03-01' }))).toMatch(/spentOn: The assignment starts on 2 Mar 2026/);
    expect(said(await add(id, { on: '2026-03-21' }))).toMatch(/spentOn: This day lies ahead/);
    expect(said(await add(id, { costCenterId: world.costCenterIds[1] }))).toMatch(/costCenterId: This cost/);
    expect(said(await add(id, { amount: '1.005' }))).toMatch(/amount: Enter an amount in USD above zero/);
    expect(said(await add(id, { amount: '-5' }))).toMatch(/amount: Enter an amount/);
    expect(said(await add(id, { amount: '80.00' }))).toBe('ok');
  });

  test('what lacks a receipt is not submitted; with one it is, and each side can read it', async () => {
    const id = await draft();
    await add(id, { amount: '25.01' });
    expect(said(await submit(id))).toMatch(
      /Taxi of 18 Mar 2026, USD 25.01: A receipt is needed above USD 25.00/,
    );
    const [line] = await world.rows<{ id: string }>(sql`select id from expense_line where sheet_id = ${id}`);
    const lineId = line?.id ?? '';
    const change = changeLineForm.parse({ ...lineTyped({ amount: '25.01' }), receipt: receipt() });
    await world.does('recruiter', (ctx) => changeLine(ctx, id, lineId, change));
    expect(said(await submit(id))).toBe('ok');
    for (const who of ['ana', 'coordinator', 'recruiter', assigned.worker] as const)
      expect((await world.reads(who, (ctx) => receiptOf(ctx, id, lineId)))?.name).toBe('taxi.pdf');
    for (const who of ['rivalRecruiter', 'juniperRecruiter'] as const)
      expect(await world.reads(who, (ctx) => receiptOf(ctx, id, lineId))).toBeNull();
  });

  test('nothing, and nothing attested, is not submitted', async () => {
    const id = await draft();
    expect(said(await submit(id))).toMatch(/There is nothing to submit yet/);
    await add(id);
    expect(said(await submit(id, false))).toMatch(/^invalid: attest: Tick this/);
  });

  test('the sheet knows what its lines come to; a line pressed twice is one', async () => {
    const id = await draft();
    const typed = addLineForm.parse(lineTyped({ amount: '10.00' }));
    await world.does(assigned.worker, (ctx) => addLine(ctx, id, typed));
    await world.does(assigned.worker, (ctx) => addLine(ctx, id, typed));
    await add(id, { amount: '5.25' });
    const totals = sql`select total_minor::int, line_count::int from expense_sheet where id = ${id}`;
    expect(await world.rows(totals)).toEqual([{ total_minor: 1525, line_count: 2 }]);
    await world.does(assigned.worker, (ctx) => removeLine(ctx, id, typed.id));
    expect(await world.rows(totals)).toEqual([{ total_minor: 525, line_count: 1 }]);
    expect(said(await world.act(assigned.worker, (ctx) => removeLine(ctx, id, typed.id)))).toMatch(/^stale/);
  });

  test('a submitted sheet takes no line, past the commands either', async () => {
    const id = await submitted();
    expect(said(await add(id))).toMatch(/^stale: This sheet is submitted already/);
    await expect(
      world.database.sql.begin(async (tx) => {
        await tx`select set_config('app.side', 'msp', true)`;
        await tx`update expense_line set amount_minor = 1 where sheet_id = ${id}`;
      }),
    ).rejects.toThrow('the lines of a submitted expense sheet are not changed');
  });

  test('a closed code takes what was spent before it closed', async () => {
    const id = await addedCode({ code: 'park', name: 'Parking' });
    await world.does('admin', (ctx) => closeCode(ctx, world.clientId, id));
    expect(said(await world.act('admin', (ctx) => closeCode(ctx, world.clientId, id)))).toMatch(/^stale/);
    const sheetId = await draft();
    const on = (spentOn: string) =>
      world.act(assigned.worker, (ctx) =>
        addLine(ctx, sheetId, addLineForm.parse({ ...lineTyped({ on: spentOn }), expenseCodeId: id })),
      );
    expect(said(await on('2026-03-20'))).toBe('ok');
    world.on('2026-03-24');
    expect(said(await on('2026-03-21'))).toMatch(/Parking was closed on 21 Mar 2026/);
    world.on('2026-03-20');
  });
});

describe('approval', () => {
  test('each line becomes a charge of its own day, cost center and flag', async () => {
    const id = await submitted([
      { amount: '24.50', on: '2026-03-15' },
      { code: 'meals', amount: '12.30', on: '2026-03-16' },
    ]);
    await world.does('ana', (ctx) => approveSheet(ctx, id));
    const same = { pay_code: 'EXP', minutes: 0, bill_rate: null, rate_id: null };
    const center = { cost_center_id: world.costCenterIds[0] };
    expect(await chargesOf(id)).toEqual([
      // A Sunday ends its week, and a Monday begins the next.
      {
        ...same,
        ...center,
        amount_minor: 2450,
        bears_fees: false,
        service_from: '2026-03-15',
        week_ends_on: '2026-03-15',
        note: 'Taxi',
      },
      {
        ...same,
        ...center,
        amount_minor: 1230,
        bears_fees: true,
        service_from: '2026-03-16',
        week_ends_on: '2026-03-22',
        note: 'Meals',
      },
    ]);
    expect(weekEndingOn('2026-03-15', 0)).toBe('2026-03-15');
    expect(weekEndingOn('2026-03-16', 0)).toBe('2026-03-22');
  });

  test('of three approvals at once one counts', async () => {
    const id = await submitted();
    const results = await Promise.all(
      (['ana', 'clientAdmin', 'coordinator'] as const).map((who) =>
        world.act(who, (ctx) => approveSheet(ctx, id)),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await chargesOf(id)).toHaveLength(1);
  });

  test('several at once: what may go through does, the rest is named', async () => {
    const [one, other] = [await submitted(), await submitted()];
    await world.does(assigned.worker, (ctx) => recallSheet(ctx, other));
    const outcome = await world.does('ana', async (ctx) => ({
      ok: true as const,
      value: await approveSheets(ctx, [one, other, one, randomUUID()]),
    }));
    expect(outcome.approved.map(({ id }) => id)).toEqual([one]);
    expect(outcome.skipped.map(({ kind }) => kind)).toEqual(['stale', 'missing']);
  });

  test('nobody approves their own: not by the policy, and not past it', async () => {
    const id = await submitted();
    expect(said(await world.act(assigned.worker, (ctx) => approveSheet(ctx, id)))).toMatch(/^refused/);
    expect(said(await world.act('recruiter', (ctx) => approveSheet(ctx, id)))).toMatch(/^refused/);
    expect(said(await world.act('otherManager', (ctx) => approveSheet(ctx, id)))).toMatch(/^refused/);
    await expect(
      world.database.sql.begin(async (tx) => {
        await tx`select set_config('app.side', 'msp', true)`;
        await tx`update expense_sheet set status = 'approved', approved_by = submitted_by where id = ${id}`;
      }),
    ).rejects.toThrow('nobody_approves_their_own_expenses');
    expect(await chargesOf(id)).toEqual([]);
  });

  test('sent back it is a draft with its reason, and both are told', async () => {
    const id = await submitted();
    const waits = await world.reads('ana', waitingExpenses);
    expect(waits.map(({ key }) => key)).toContain(`expenses-${id}`);
    await world.does('ana', (ctx) => rejectSheet(ctx, id, { reason: 'Half of it, please.' }));
    const back = await world.reads(assigned.worker, waitingExpenses);
    expect(back.find(({ key }) => key === `expenses-${id}`)?.unusual).toEqual([
      'Sent back: Half of it, please.',
    ]);
    const mails = await world.rows(
      sql`select kind, to_account_id from mail where props->>'link' like ${`%${id}`} order by queued_at, kind desc`,
    );
    expect(mails).toEqual([
      { kind: 'expensesToApprove', to_account_id: world.people.ana.accountId },
      { kind: 'expensesRejected', to_account_id: assigned.worker.accountId },
    ]);
    expect(said(await submit(id))).toBe('ok');
  });
});

describe('walls', () => {
  test('a draft is nobody’s but the supplier’s; a colleague and a rival see no sheet at all', async () => {
    const id = await draft();
    await add(id);
    const colleague = await fillPosition(world, { name: 'Nora Vance', on: '2026-03-20' });
    const sees = async (who: Person | Actor) =>
      (await world.reads(who, (ctx) => findSheet(ctx, id))) !== null;
    expect([await sees('recruiter'), await sees(assigned.worker), await sees('coordinator')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([await sees('ana'), await sees('rivalRecruiter'), await sees(colleague.worker)]).toEqual([
      false,
      false,
      false,
    ]);
    const listed = await world.reads('ana', (ctx) => sheetsNewestFirst(ctx, {}));
    expect(listed.rows.every(({ status }) => status !== 'draft')).toBe(true);
    await expect(
      world.act(colleague.worker, (ctx) =>
        startSheet(ctx, { id: randomUUID(), assignmentId: assigned.assignmentId, title: 'Not mine' }),
      ),
    ).resolves.toMatchObject({ ok: false, refusal: { kind: 'missing' } });
    await expect(
      world.act('ana', (ctx) =>
        startSheet(ctx, { id: randomUUID(), assignmentId: assigned.assignmentId, title: 'No' }),
      ),
    ).rejects.toThrow(NotAllowed);
  });

  test('the list is paged by key', async () => {
    const one = await world.reads(assigned.worker, (ctx) => sheetsNewestFirst(ctx, {}));
    const [first, second] = one.rows;
    const rest = await world.reads(assigned.worker, (ctx) => sheetsNewestFirst(ctx, { after: first?.id }));
    expect(rest.rows[0]?.id).toBe(second?.id);
    expect(rest.rows).toHaveLength(one.rows.length - 1);
  });
});

describe('miscellaneous charges', () => {
  type Plan = { cadence: Cadence; startsOn: string; endsOn?: string; amount?: string; bearsFees?: boolean };

  const ask = (plan: Plan, by: Person = 'recruiter', id = randomUUID()) =>
    world.act(by, (ctx) =>
      requestCharge(
        ctx,
        chargeForm.parse({
          ...{ id, assignmentId: assigned.assignmentId, label: 'Badge reader', amount: '15.00' },
          ...{ costCenterId: world.costCenterIds[0], ...plan },
        }),
      ),
    );
  async function asked(plan: Plan, by: Person = 'recruiter'): Promise<string> {
    const result = await ask(plan, by);
    if (!result.ok) throw new Error(inWords(result.refusal));
    return result.value.id;
  }
  const daysOf = async (id: string) => {
    const rows = await world.rows<{ day: string; amount: number }>(
      sql`select service_from::text as day, amount_minor::int as amount from charge where misc_charge_id = ${id} order by 1`,
    );
    expect(rows.every(({ amount }) => amount === 1500)).toBe(true);
    return rows.map(({ day }) => day);
  };
  const runJob = () => chargeWhatIsDue.run({ ...world.surroundings(), config: readConfig() }, {});

  test('one that comes once is charged at its approval, and once', async () => {
    const id = await asked({ cadence: 'once', startsOn: '2026-02-20' });
    const results = await Promise.all(
      (['ana', 'clientFinance', 'clientAdmin'] as const).map((who) =>
        world.act(who, (ctx) => approveCharge(ctx, id)),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await runJob();
    expect(await daysOf(id)).toEqual(['2026-02-20']);
  });

  test('whoever asks does not decide, and only the program team flags fees', async () => {
    const plan = { cadence: 'once', startsOn: '2026-03-10' } as const;
    expect(said(await ask({ ...plan, bearsFees: true }))).toMatch(/^invalid: bearsFees:/);
    expect(said(await ask({ ...plan, bearsFees: true }, 'coordinator'))).toBe('ok');
    const id = await asked(plan);
    for (const who of ['recruiter', 'coordinator', 'otherManager'] as const)
      await expect(world.act(who, (ctx) => approveCharge(ctx, id))).rejects.toThrow(NotAllowed);
    await expect(
      world.database.sql.begin(async (tx) => {
        await tx`select set_config('app.side', 'msp', true)`;
        await tx`update misc_charge set status = 'approved', approved_by = requested_by where id = ${id}`;
      }),
    ).rejects.toThrow('nobody_approves_their_own_charge');
    await expect(ask(plan, 'ana')).rejects.toThrow(NotAllowed);
  });

  test('a series stays within the assignment', async () => {
    expect(said(await ask({ cadence: 'weekly', startsOn: '2026-03-05' }))).toMatch(
      /endsOn: Choose the last day/,
    );
    expect(said(await ask({ cadence: 'weekly', startsOn: '2026-03-01', endsOn: '2026-04-01' }))).toMatch(
      /startsOn:/,
    );
    expect(said(await ask({ cadence: 'weekly', startsOn: '2026-03-05', endsOn: '2027-01-01' }))).toMatch(
      /endsOn: The assignment ends on 31 Dec 2026/,
    );
  });

  test.each(['weekly', 'monthly'] as const)(
    'two jobs at once make each day of a %s series once, those that TypeScript says',
    async (cadence) => {
      world.on('2026-03-20');
      const plan = { cadence, startsOn: '2026-03-31', endsOn: '2026-09-30' };
      const id = await asked(plan, 'coordinator');
      expect(await world.does('ana', (ctx) => approveCharge(ctx, id))).toMatchObject({ made: 0 });
      for (const [until, racers] of [
        ['2026-05-02', 2],
        ['2026-07-31', 3],
        ['2026-12-01', 2],
      ] as const) {
        world.on(until);
        await Promise.all(Array.from({ length: racers }, runJob));
        expect(await daysOf(id)).toEqual(dueDays(plan, until));
      }
      expect(await world.rows(sql`select status from misc_charge where id = ${id}`)).toEqual([
        { status: 'ended' },
      ]);
      world.on('2026-03-20');
    },
  );

  test('ended early it is charged up to that day, by a supplier too, and never again', async () => {
    const id = await asked({ cadence: 'weekly', startsOn: '2026-03-03', endsOn: '2026-06-30' });
    await world.does('ana', (ctx) => approveCharge(ctx, id));
    expect(await daysOf(id)).toEqual(['2026-03-03', '2026-03-10', '2026-03-17']);
    world.on('2026-03-24');
    await world.does('recruiter', (ctx) => endCharge(ctx, id, { reason: 'It went back.' }));
    world.on('2026-06-01');
    await runJob();
    expect(await daysOf(id)).toEqual(['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24']);
    expect(said(await world.act('ana', (ctx) => endCharge(ctx, id, { reason: 'Again.' })))).toMatch(/^stale/);
    world.on('2026-03-20');
  });

  test('a run bills what is due of it, whether the job came by or not', async () => {
    world.on('2026-03-03');
    const id = await asked({ cadence: 'weekly', startsOn: '2026-03-03', endsOn: '2026-06-30' });
    await world.does('ana', (ctx) => approveCharge(ctx, id));
    expect(await daysOf(id)).toEqual(['2026-03-03']);
    world.on('2026-03-16');
    await previewedRun(world, firstHalfOfMarch);
    expect(await daysOf(id)).toEqual(['2026-03-03', '2026-03-10']);
    world.on('2026-03-20');
  });

  test('it stops with the assignment, even if that was shortened afterwards', async () => {
    const id = await asked({ cadence: 'weekly', startsOn: '2026-03-19', endsOn: '2026-12-31' });
    await world.does('ana', (ctx) => approveCharge(ctx, id));
    await world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      await tx`update assignment set ends_on = '2026-03-31' where id = ${assigned.assignmentId}`;
    });
    world.on('2026-05-01');
    await runJob();
    expect(await daysOf(id)).toEqual(['2026-03-19', '2026-03-26']);
  });
});

import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect } from 'vitest';
import { walled } from '#db/walled.ts';
import { acceptRevision } from '#app/assignments/commands/accept-revision.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { draftRateCorrection } from '#app/corrections/commands/draft-rate-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { correctionForm } from '#app/corrections/forms.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { openRun } from '#app/invoices/commands/open-run.server.ts';
import { releaseRun } from '#app/invoices/commands/release-run.server.ts';
import { isHeld } from '#app/invoices/rules.ts';
import { closeMonth } from '#app/ledger/commands/close-month.server.ts';
import { approveRun } from '#app/payments/commands/approve-run.server.ts';
import { draftRun } from '#app/payments/commands/draft-run.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { returnPayment } from '#app/payments/commands/return-payment.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import { openDocuments } from '#app/payments/open-documents.server.ts';
import { releaseSelfBills } from '#app/payments/payable.server.ts';
import { planFor } from '#app/payments/runs.server.ts';
import { receiptForm } from '#app/payments/forms.ts';
import { nextPeriod } from '#app/values/period.ts';
import { ok } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { approvedWeek, correctedWeek, weekdays, type Hours } from '#test/factories/weeks.ts';
import { FIRST_DAY, type Life, type Model, type Week } from './world.ts';

type Command = fc.AsyncCommand<Model, Life>;

/** The model's own arithmetic: whole cents of minutes at cents an hour, half away from zero. */
const costs = (minutes: number, rate: number): number => Math.round((minutes * rate) / 60);
const shareOf = (minor: number, tenThousandths: number): number =>
  Math.round((minor * tenThousandths) / 1_000_000);

const firstWeekEnd = addDays(FIRST_DAY, 6);
const weekEnd = (nth: number) => addDays(firstWeekEnd, 7 * nth);
const keyOf = (who: number, nth: number) => `${who} ${weekEnd(nth)}`;

function inForce(model: Model, who: number, weekEndsOn: string): { rate: number; version: number } {
  const monday = addDays(weekEndsOn, -6);
  const agreed = model.agreed[who] ?? [];
  // The newest agreement that reaches the week counts; each one replaces what was agreed for its days before.
  for (let version = agreed.length - 1; version >= 0; version -= 1) {
    const one = agreed[version];
    if (one && one.from <= monday) return { rate: one.rate, version };
  }
  throw new Error(`no rate for ${weekEndsOn}`);
}

function moveTo(model: Model, real: Life, day: string): void {
  if (day > model.today) model.today = day;
  real.world.on(model.today);
}

const typedHours = (hours: number[]): Hours =>
  Object.fromEntries(weekdays.slice(0, hours.length).map((day, index) => [day, hours[index] ?? 0]));
const minutesOf = (hours: number[]): number => hours.reduce((sum, one) => sum + one * 60, 0);

/** The line of a week that counts now: the newest charge that is no credit. */
async function currentCharge(
  { world, assigned }: Life,
  who: number,
  nth: number,
): Promise<{ id: number; timesheetId: string } | null> {
  const [row] = await world.rows<{ id: number; timesheet_id: string }>(sql`
    select c.id, c.timesheet_id from charge c join timesheet t on t.id = c.timesheet_id
    where t.assignment_id = ${assigned[who as 0 | 1].assignmentId} and t.week_ends_on = ${weekEnd(nth)}::date and t.status <> 'corrected'
      and c.credits_charge_id is null and c.voided_at is null order by c.id desc limit 1`);
  return row ? { id: row.id, timesheetId: row.timesheet_id } : null;
}

async function issued(real: Life, id: string): Promise<boolean> {
  await real.world.does('finance', (ctx) => submitCorrection(ctx, id));
  const result = await real.world.act('admin', (ctx) => issueCorrection(ctx, id));
  return result.ok;
}

const enter = (who: number, nth: number, hours: number[]): Command => ({
  toString: () => `enter(${who}, ${nth}, [${hours.join(',')}])`,
  check: (model) => !model.weeks.has(keyOf(who, nth)) && minutesOf(hours) > 0,
  async run(model, real) {
    moveTo(model, real, addDays(weekEnd(nth), 1));
    await approvedWeek(real.world, real.assigned[who as 0 | 1], weekEnd(nth), typedHours(hours));
    const { rate, version } = inForce(model, who, weekEnd(nth));
    model.weeks.set(keyOf(who, nth), {
      ...{ minutes: minutesOf(hours), rate, version },
      ...{ billedMinor: null, credited: false, waiting: null },
    });
  },
});

const correct = (who: number, nth: number, hours: number[]): Command => ({
  toString: () => `correct(${who}, ${nth}, [${hours.join(',')}])`,
  check: (model) => model.weeks.has(keyOf(who, nth)) && minutesOf(hours) > 0,
  async run(model, real) {
    const week = model.weeks.get(keyOf(who, nth)) as Week;
    const [current] = await real.world.rows<{ id: string }>(sql`
      select id from timesheet where assignment_id = ${real.assigned[who as 0 | 1].assignmentId} and week_ends_on = ${weekEnd(nth)}::date and status <> 'corrected'`);
    await correctedWeek(real.world, real.assigned[who as 0 | 1], current?.id ?? '', typedHours(hours));
    const now = { minutes: minutesOf(hours), ...inForce(model, who, weekEnd(nth)) };
    if (week.billedMinor === null) Object.assign(week, now);
    else week.waiting = now;
  },
});

/** Bills the next half month: what is approved of its weeks, at the rates agreed by then. */
const bill: Command = {
  toString: () => 'bill',
  check: () => true,
  async run(model, real) {
    const { world } = real;
    const period = nextPeriod('semimonthly', addDays(model.nextPeriodStart, -1));
    moveTo(model, real, addDays(period.endsOn, 1));
    const run = await world.does('finance', (ctx) =>
      openRun(ctx, { id: randomUUID(), clientId: world.clientId, ...period }),
    );
    if (isHeld(run)) await world.does('finance', (ctx) => releaseRun(ctx, run.id, { reason: 'As it is' }));
    await world.does('finance', (ctx) => billRun(ctx, run.id));
    model.nextPeriodStart = addDays(period.endsOn, 1);
    for (const [key, week] of model.weeks) {
      const [who = '0', endsOn = ''] = key.split(' ');
      if (endsOn > period.endsOn) continue;
      // A week of which nothing was billed is priced anew where its rates were agreed anew.
      if (week.waiting) {
        // Its credit waits with it, so it is not a week of which nothing was billed: it keeps the rate of its approval
        // unless that was agreed anew since.
        const now = inForce(model, Number(who), endsOn);
        if (now.version !== week.waiting.version) Object.assign(week.waiting, now);
        Object.assign(week, week.waiting, { waiting: null, credited: false });
        week.billedMinor = costs(week.minutes, week.rate);
      } else if (week.billedMinor === null) {
        Object.assign(week, inForce(model, Number(who), endsOn));
        week.billedMinor = costs(week.minutes, week.rate);
      }
    }
  },
};

const credit = (who: number, nth: number, tenThousandths: number): Command => ({
  toString: () => `credit(${who}, ${nth}, ${tenThousandths / 10_000} %)`,
  check: (model) => {
    const week = model.weeks.get(keyOf(who, nth));
    return week !== undefined && week.billedMinor !== null && !week.waiting;
  },
  async run(model, real) {
    const { world } = real;
    const week = model.weeks.get(keyOf(who, nth)) as Week;
    const charge = await currentCharge(real, who, nth);
    const typed = correctionForm.parse({
      ...{ id: randomUUID(), clientId: world.clientId, charges: [String(charge?.id)], how: 'share' },
      ...{ sharePercent: String(tenThousandths / 10_000), reasonCode: 'dispute', reason: 'Settled' },
    });
    const drafted = await world.act('finance', (ctx) => draftCorrection(ctx, typed));
    const creditMinor = shareOf(costs(week.minutes, week.rate), tenThousandths);
    const fits = creditMinor > 0 && creditMinor <= (week.billedMinor ?? 0);
    expect(drafted.ok).toBe(fits);
    if (!drafted.ok) return;
    expect(await issued(real, drafted.value.id)).toBe(true);
    week.billedMinor = (week.billedMinor ?? 0) - creditMinor;
    week.credited = true;
  },
});

const rebill = (who: number, nth: number, rate: number): Command => ({
  toString: () => `rebill(${who}, ${nth}, ${rate})`,
  check: (model) => {
    const week = model.weeks.get(keyOf(who, nth));
    return week !== undefined && week.billedMinor !== null && !week.waiting && !week.credited;
  },
  async run(model, real) {
    const { world } = real;
    const week = model.weeks.get(keyOf(who, nth)) as Week;
    const charge = await currentCharge(real, who, nth);
    const typed = correctionForm.parse({
      ...{ id: randomUUID(), clientId: world.clientId, charges: [String(charge?.id)], how: 'rate' },
      ...{ rate: (rate / 100).toFixed(2), reasonCode: 'rate', reason: 'As the offer said' },
    });
    const { id } = await world.does('finance', (ctx) => draftCorrection(ctx, typed));
    expect(await issued(real, id)).toBe(true);
    week.rate = rate;
    week.billedMinor = costs(week.minutes, rate);
  },
});

const agree = (who: number, rate: number, fromWeek: number): Command => ({
  toString: () => `agree(${who}, ${rate}, week ${fromWeek})`,
  check: () => true,
  async run(model, real) {
    const { world, assigned } = real;
    const { assignmentId } = assigned[who as 0 | 1];
    const from = addDays(weekEnd(fromWeek), -6);
    if (from > model.today) moveTo(model, real, from);
    else real.world.on(model.today);
    const input = {
      id: randomUUID(),
      effectiveFrom: from,
      billRate: (rate / 100).toFixed(2),
      reason: 'Agreed anew',
    };
    const proposed = await world.act('ana', (ctx) =>
      proposeRevision(ctx, assignmentId, { ...input, payRate: undefined, intent: 'propose' }),
    );
    if (!proposed.ok) return; // Nothing would change, and it says so.
    await world.does('coordinator', (ctx) => approveRevision(ctx, proposed.value.id));
    await world.does('recruiter', (ctx) => acceptRevision(ctx, proposed.value.id, { payRate: '40.00' }));
    model.agreed[who]?.push({ from, rate });
  },
});

/** Brings what was billed to the rates agreed since; what was credited in part is left to a person. */
const settleRates = (who: number): Command => ({
  toString: () => `settleRates(${who})`,
  check: () => true,
  async run(model, real) {
    const { world, assigned } = real;
    const input = {
      id: randomUUID(),
      assignmentId: assigned[who as 0 | 1].assignmentId,
      reason: 'Agreed anew',
    };
    const drafted = await world.act('finance', (ctx) => draftRateCorrection(ctx, input));
    const changed = [...model.weeks].filter(([key, week]) => {
      const [owner = '', endsOn = ''] = key.split(' ');
      const now = inForce(model, who, endsOn);
      return (
        owner === String(who) &&
        week.billedMinor !== null &&
        !week.credited &&
        !week.waiting &&
        now.version !== week.version &&
        now.rate !== week.rate
      );
    });
    if (changed.length > 0) expect(drafted.ok).toBe(true);
    if (!drafted.ok) return;
    expect(await issued(real, drafted.value.id)).toBe(true);
    for (const [key, week] of changed) {
      Object.assign(week, inForce(model, who, key.split(' ')[1] ?? ''));
      week.billedMinor = costs(week.minutes, week.rate);
    }
  },
});

const receive = (percent: number): Command => ({
  toString: () => `receive(${percent} %)`,
  check: () => true,
  async run(model, real) {
    const { world } = real;
    real.world.on(model.today);
    const open = (
      await world.reads('finance', (ctx) => openDocuments(ctx, world.clientId, model.today))
    ).filter(({ openMinor }) => openMinor > 0);
    const [oldest] = open;
    if (!oldest) return;
    const amountMinor = Math.max(1, Math.round((oldest.openMinor * percent) / 100));
    const typed = receiptForm.parse({
      ...{ id: randomUUID(), clientId: world.clientId, receivedOn: model.today, bankReference: randomUUID() },
      amount: (amountMinor / 100).toFixed(2),
      matches: [{ invoiceId: oldest.id, amount: (Math.min(amountMinor, oldest.openMinor) / 100).toFixed(2) }],
    });
    await world.does('finance', (ctx) => recordReceipt(ctx, typed));
  },
});

const paySuppliers: Command = {
  toString: () => 'paySuppliers',
  check: () => true,
  async run(model, real) {
    const { world } = real;
    moveTo(model, real, addDays(model.today, 20));
    const { clientId } = world;
    await world.does('finance', async (ctx) => ok(await releaseSelfBills(ctx, { clientId })));
    const plan = await world.reads('finance', (ctx) => planFor(ctx, clientId, 'USD'));
    if (plan.payments.length === 0) return;
    const input = { id: randomUUID(), clientId, payOn: model.today, seenTotalMinor: plan.totalMinor };
    const { id } = await world.does('admin', (ctx) => draftRun(ctx, input));
    // Its maker is not its checker.
    await expect(world.act('admin', (ctx) => approveRun(ctx, id))).rejects.toThrow();
    await world.does('finance', (ctx) => approveRun(ctx, id));
    await world.does('admin', (ctx) => sendRun(ctx, id));
  },
};

const returnOne: Command = {
  toString: () => 'returnOne',
  check: () => true,
  async run(_model, real) {
    const { world } = real;
    const [sent] = await world.rows<{ id: string }>(
      sql`select id from payment where client_id = ${world.clientId} and status = 'sent' order by id limit 1`,
    );
    if (sent) await world.does('finance', (ctx) => returnPayment(ctx, sent.id, { reason: 'Account closed' }));
  },
};

const close: Command = {
  toString: () => 'close',
  check: (model) =>
    `${model.today.slice(0, 7)}-01` > (model.closed.at(-1) ?? '2026-02-01') && model.today >= '2026-04-01',
  async run(model, real) {
    const last = model.closed.at(-1);
    const month = last ? `${addDays(`${last.slice(0, 8)}28`, 4).slice(0, 8)}01` : '2026-03-01';
    if (month >= `${model.today.slice(0, 7)}-01`) return;
    real.world.on(model.today);
    const result = await real.world.act('finance', (ctx) =>
      closeMonth(ctx, { client: real.world.clientId, month }),
    );
    if (result.ok) model.closed.push(month);
  },
};

/** Attempts to change what is posted, as the application's own role and behind the MSP's wall. None may succeed. */
const tampers: Record<string, (clientId: string) => ReturnType<typeof sql>> = {
  'a total': (id) => sql`update invoice set total_minor = total_minor + 1 where client_id = ${id}`,
  'a line': (id) => sql`delete from invoice_line where client_id = ${id}`,
  'a charge': (id) => sql`update charge set amount_minor = amount_minor - 1 where client_id = ${id}`,
  'a credit': (
    id,
  ) => sql`insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, rate_id, bill_rate, amount_minor, credits_charge_id)
    select client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from, pay_code, 0, rate_id, bill_rate,
      -amount_minor - 1, id from charge where client_id = ${id} and credits_charge_id is null`,
  'the books': (id) => sql`insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select client_id, transaction_id, account_id, 1 from ledger_entry where client_id = ${id} limit 1`,
  'a settlement': (
    id,
  ) => sql`insert into settlement (invoice_id, client_id, supplier_id, side, amount_minor, against_invoice_id, settled_on)
    select invoice_id, client_id, supplier_id, side, total_minor - settled_minor + sign(total_minor)::bigint, invoice_id, '2026-03-01' from invoice_balance where client_id = ${id} and total_minor <> 0`,
  'a closed month': (id) => sql`insert into ledger_transaction (client_id, reverses_id, posted_on, memo)
    select p.client_id, t.id, p.month, 'late' from ledger_period p join ledger_transaction t on t.client_id = p.client_id where p.client_id = ${id}`,
};

const tamper = (what: string): Command => ({
  toString: () => `tamper(${what})`,
  check: (model) =>
    [...model.weeks.values()].some(({ billedMinor }) => billedMinor !== null) &&
    (what !== 'a closed month' || model.closed.length > 0),
  async run(_model, { world }) {
    const statement = tampers[what];
    if (!statement) throw new Error(`no such tampering: ${what}`);
    await expect(
      walled(world.database, { side: 'msp' }, (db) => db.execute(statement(world.clientId))),
    ).rejects.toThrow();
  },
});

const person = fc.integer({ min: 0, max: 1 });
const week = fc.integer({ min: 0, max: 7 });
const hours = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
const rate = fc.oneof(fc.integer({ min: 5500, max: 11_000 }), fc.constantFrom(8700, 6125, 9999));

/** Everything that can happen to money here, in the proportions in which it does. */
export const everything = [
  fc.tuple(person, week, hours).map(([who, nth, worked]) => enter(who, nth, worked)),
  fc.tuple(person, week, hours).map(([who, nth, worked]) => enter(who, nth, worked)),
  fc.tuple(person, week, hours).map(([who, nth, worked]) => correct(who, nth, worked)),
  fc.constant(bill),
  fc.constant(bill),
  fc
    .tuple(person, week, fc.constantFrom(1_000_000, 333_333, 500_000, 100_000))
    .map(([who, nth, share]) => credit(who, nth, share)),
  fc.tuple(person, week, rate).map(([who, nth, cents]) => rebill(who, nth, cents)),
  fc.tuple(person, rate, week).map(([who, cents, nth]) => agree(who, cents, nth)),
  person.map(settleRates),
  fc.constantFrom(30, 100, 100, 120).map(receive),
  fc.constant(paySuppliers),
  fc.constant(returnOne),
  fc.constant(close),
  fc.constantFrom(...Object.keys(tampers)).map(tamper),
];

import { randomUUID } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { billedInRows, type Billed } from '#test/factories/billed.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import { needInRows, placementInRows, tryOut, weekInRows, type Placement } from '#test/factories/rows.ts';

/*
 * The second lock: what the database itself refuses, whoever asks and however. Each statement is the one that a
 * forgotten rule, a hurried script or a wrong join would send, and comes from the side that may do the most.
 */

let world: World;
let placement: Placement;
let billed: Billed;
let billedCharge: number;

beforeAll(async () => {
  world = await aProgram({ fees: clientFunded('3%') });
  placement = await placementInRows(world);
  const { chargeIds } = await weekInRows(world, placement, { weekEndsOn: '2026-01-18' });
  billedCharge = chargeIds[0] ?? 0;
  billed = await billedInRows(world, chargeIds, { endsOn: '2026-01-31' });
});

/** What the database says to these statements, tried in one transaction up to its commit and taken back. */
async function answer(...statements: SQL[]): Promise<string> {
  try {
    await tryOut(world, async (db) => {
      for (const statement of statements) await db.execute(statement);
    });
    return 'allowed';
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

describe('lifecycles', () => {
  test('an open need does not go back to draft', async () => {
    const { requisitionId } = await needInRows(world);
    const id = sql`${requisitionId}`;
    expect(await answer(sql`update requisition set status = 'filled' where id = ${id}`)).toBe('allowed');
    expect(await answer(sql`update requisition set status = 'draft' where id = ${id}`)).toBe(
      'illegal transition of requisition: open to draft',
    );
  });

  test('one illegal move among many legal ones stops them all', async () => {
    const open = await needInRows(world);
    const closed = await needInRows(world);
    expect(
      await answer(
        sql`update requisition set status = 'closed' where id = ${closed.requisitionId}`,
        sql`update requisition set status = 'on_hold' where id in (${open.requisitionId}, ${closed.requisitionId})`,
      ),
    ).toBe('illegal transition of requisition: closed to on_hold');
  });

  test('a status that is none is refused', async () => {
    expect(
      await answer(sql`update assignment set status = 'sleeping' where id = ${placement.assignmentId}`),
    ).toMatch(/violates check constraint|illegal transition/);
  });
});

describe('what was issued stands', () => {
  test('an invoice changes nothing but its status', async () => {
    const { clientInvoiceId: id } = billed;
    expect(await answer(sql`update invoice set status = 'approved' where id = ${id}`)).toBe('allowed');
    // The application's role may not even name another column.
    expect(await answer(sql`update invoice set due_on = due_on + 1 where id = ${id}`)).toBe(
      'permission denied for table invoice',
    );
    expect(await answer(sql`delete from invoice where id = ${id}`)).toBe(
      'permission denied for table invoice',
    );
  });

  test('not even its owner changes an invoice, a line, an event or a ledger entry', async () => {
    const owner = async (statement: (tx: typeof world.database.sql) => Promise<unknown>) =>
      world.database.sql
        .begin(async (tx) => {
          await tx`select set_config('app.side', 'msp', true)`;
          await statement(tx as unknown as typeof world.database.sql);
          return 'allowed';
        })
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    const { clientInvoiceId } = billed;
    expect(
      await owner(
        (tx) =>
          tx`update invoice set total_minor = 1, time_minor = 1, fee_minor = 0 where id = ${clientInvoiceId}`,
      ),
    ).toBe('invoice is never changed or removed');
    expect(await owner((tx) => tx`delete from invoice where id = ${clientInvoiceId}`)).toBe(
      'invoice is never changed or removed',
    );
    expect(
      await owner((tx) => tx`update invoice_line set minutes = 1 where invoice_id = ${clientInvoiceId}`),
    ).toBe('invoice_line is never changed or removed');
    expect(await owner((tx) => tx`delete from ledger_entry where client_id = ${world.clientId}`)).toBe(
      'ledger_entry is never changed or removed',
    );
    expect(
      await owner((tx) => tx`update invoice_document set sha256 = 'x' where client_id = ${world.clientId}`),
    ).toBe('invoice_document is never changed or removed');
    await owner(
      (
        tx,
      ) => tx`insert into event (kind, subject_kind, subject_id, client_id, actor_name, actor_organization, summary)
        values ('a.b', 'a', ${clientInvoiceId}, ${world.clientId}, 'A', 'B', 'did it')`,
    );
    expect(
      await owner((tx) => tx`update event set summary = 'did nothing' where subject_id = ${clientInvoiceId}`),
    ).toBe('event is never changed or removed');
    expect(await owner((tx) => tx`delete from event where subject_id = ${clientInvoiceId}`)).toBe(
      'event is never changed or removed',
    );
    expect(await owner((tx) => tx`truncate event cascade`)).toBe('event is never changed or removed');
  });
});

describe('sums', () => {
  /** A second self-bill for the billed charge’s twin, with totals of our choosing. */
  async function documentOf(totals: { lines: number; time: number; fee: number; lineFee?: number }) {
    const { chargeIds } = await weekInRows(world, placement, { weekEndsOn: nextSunday() });
    const id = randomUUID();
    const { lines, time, fee, lineFee = 2349 } = totals;
    return [
      sql`insert into invoice (id, kind, client_id, billing_run_id, legal_entity_id, series, year, number, reference, currency, starts_on, ends_on,
            issued_on, due_on, line_count, minutes, time_minor, fee_minor, total_minor, parties)
          values (${id}, 'client_invoice', ${world.clientId}, ${billed.runId}, ${world.clientId}, 'INV', 2024, 1, ${id}, 'USD', '2026-01-01', '2026-01-31',
            '2026-01-31', '2026-01-31', ${lines}, 540, ${time}::bigint, ${fee}::bigint, ${time}::bigint + ${fee}::bigint, '{}')`,
      sql`insert into invoice_line (invoice_id, kind, client_id, supplier_id, charge_id, timesheet_id, assignment_id, worker_id, department_id, job_id,
            cost_center_id, week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, fee_minor, total_minor)
          select ${id}, 'client_invoice', client_id, supplier_id, id, timesheet_id, assignment_id, worker_id, department_id, job_id,
            cost_center_id, week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, ${lineFee}::bigint, amount_minor + ${lineFee}::bigint
          from charge where id = ${chargeIds[0] ?? 0}`,
    ] as const;
  }

  test('the lines of a document add up to it', async () => {
    // 9 h × 87.00 = 783.00, and 3 % of it is 23.49.
    expect(await answer(...(await documentOf({ lines: 1, time: 78_300, fee: 2_349 })))).toBe('allowed');
    expect(await answer(...(await documentOf({ lines: 1, time: 78_301, fee: 2_349 })))).toMatch(
      /^the lines of .* do not add up to it$/,
    );
    expect(
      await answer(...(await documentOf({ lines: 1, time: 78_300, fee: 2_349, lineFee: 2_350 }))),
    ).toMatch(/do not add up to it$/);
    expect(await answer(...(await documentOf({ lines: 2, time: 78_300, fee: 2_349 })))).toMatch(
      /do not add up to it$/,
    );
  });

  test('a document that says it has lines does not stand without them', async () => {
    const [document] = await documentOf({ lines: 1, time: 78_300, fee: 2_349 });
    expect(await answer(document)).toMatch(/do not add up to it$/);
  });

  test('a charge and a line cost what their minutes and rate say', async () => {
    const copy = sql`insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
        week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor)
      select client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, ${world.costCenterIds[1]}::uuid,
        week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor`;
    expect(await answer(sql`${copy} from charge where id = ${billedCharge}`)).toBe('allowed');
    expect(await answer(sql`${copy} + 1 from charge where id = ${billedCharge}`)).toMatch(
      /priced_from_minutes_and_rate/,
    );
  });

  test('a ledger transaction balances', async () => {
    const transaction = sql`select id from ledger_transaction where invoice_id = ${billed.clientInvoiceId}`;
    const account = sql`select id from ledger_account where client_id = ${world.clientId} and kind = 'fee_income'`;
    const entry = (amount: number) =>
      sql`insert into ledger_entry (client_id, transaction_id, account_id, amount_minor) values (${world.clientId}, (${transaction}), (${account}), ${amount})`;
    expect(await answer(entry(100), entry(-100))).toBe('allowed');
    expect(await answer(entry(100), entry(-99))).toMatch(/^ledger transaction .* does not balance$/);
    expect(await answer(entry(1))).toMatch(/does not balance$/);
  });

  test.each([
    [['59.9900', '40.0000'], 'the cost split of requisition adds up to 99.9900 percent'],
    [['60.0100', '40.0000'], 'the cost split of requisition adds up to 100.0100 percent'],
    [['33.3333', '66.6667'], 'allowed'],
  ])('a cost split of %s', async (percents, expected) => {
    const { requisitionId } = await needInRows(world);
    const rows = world.costCenterIds.map(
      (id, index) =>
        sql`(${requisitionId}::uuid, ${world.clientId}::uuid, ${id}::uuid, ${percents[index]}::numeric)`,
    );
    expect(
      await answer(
        sql`delete from requisition_split where requisition_id = ${requisitionId}`,
        sql`insert into requisition_split (requisition_id, client_id, cost_center_id, percent) values ${sql.join(rows, sql`, `)}`,
      ),
    ).toBe(expected);
  });
});

describe('counts and overlaps', () => {
  test('no more positions are filled than were asked for', async () => {
    const { requisitionId } = await needInRows(world, { positions: 2 });
    const fill = (filled: number) =>
      sql`update requisition set filled = ${filled} where id = ${requisitionId}`;
    expect(await answer(fill(2))).toBe('allowed');
    expect(await answer(fill(3))).toMatch(/no_more_filled_than_asked_for/);
    expect(await answer(fill(-1))).toMatch(/no_more_filled_than_asked_for/);
  });

  test('two rates of one pay code do not overlap, on an assignment or on a card', async () => {
    const rate = (payCode: string, effective: string) => sql`
      insert into assignment_rate (client_id, supplier_id, assignment_id, pay_code, bill_rate, effective)
      values (${world.clientId}, ${placement.supplierId}, ${placement.assignmentId}, ${payCode}, 90, ${effective}::daterange)`;
    expect(await answer(rate('ST', '[2024-01-01,2025-01-01)'))).toBe('allowed');
    expect(await answer(rate('ST', '[2024-01-01,2025-01-02)'))).toMatch(/exclusion constraint/);
    const card = (effective: string) => sql`
      insert into rate_card_entry (client_id, job_id, max_bill_rate, currency, effective)
      values (${world.clientId}, ${world.jobId}, 90, 'USD', ${effective}::daterange)`;
    expect(await answer(card('[2024-01-01,2025-01-01)'))).toBe('allowed');
    expect(await answer(card('[2024-01-01,2025-01-02)'))).toMatch(/exclusion constraint/);
  });

  test('one week of one assignment has one sheet', async () => {
    const sheet = sql`insert into timesheet (client_id, supplier_id, assignment_id, worker_id, week_ends_on, department_id, hiring_manager_id, overtime_rule)
      values (${world.clientId}, ${placement.supplierId}, ${placement.assignmentId}, ${placement.workerId}, '2026-06-07', ${world.departmentId}, ${world.people.ana.accountId}, 'us-ca')`;
    expect(await answer(sheet)).toBe('allowed');
    expect(await answer(sheet, sheet)).toMatch(/unique constraint/);
  });

  test('a need is one pending approval at a time', async () => {
    const ask = sql`insert into approval (client_id, subject_kind, subject_id, title, amount_minor, requested_by, requested_by_name)
      values (${world.clientId}, 'requisition', ${placement.requisitionId}, 'R-1', 1, ${world.people.ana.accountId}, 'Ana')`;
    expect(await answer(ask)).toBe('allowed');
    expect(await answer(ask, ask)).toMatch(/approval_one_pending/);
  });
});

describe('billing periods', () => {
  const period = (startsOn: string, endsOn: string, status = 'previewed') => sql`
    insert into billing_run (client_id, starts_on, ends_on, status, created_by)
    values (${world.clientId}, ${startsOn}, ${endsOn}, ${status}, ${world.people.finance.accountId})`;
  const finalize = (startsOn: string) => sql`
    update billing_run set status = 'finalized' where client_id = ${world.clientId} and starts_on = ${startsOn}`;

  test('do not overlap, unless one was discarded', async () => {
    expect(await answer(period('2026-02-01', '2026-02-15'))).toBe('allowed');
    expect(await answer(period('2026-01-31', '2026-02-15'))).toMatch(/exclusion constraint/);
    expect(await answer(period('2026-01-31', '2026-02-15', 'discarded'))).toBe('allowed');
  });

  test('leave no gap behind the one before', async () => {
    expect(await answer(period('2026-02-01', '2026-02-15'), finalize('2026-02-01'))).toBe('allowed');
    expect(await answer(period('2026-02-02', '2026-02-15'), finalize('2026-02-02'))).toBe(
      'the period must start on 2026-02-01, the day after the last one finalized',
    );
  });
});

describe('each hour once', () => {
  test('a charge is billed by one run', async () => {
    const other = sql`(select id from billing_run where client_id = ${world.clientId} and starts_on = '2026-02-01')`;
    const run = sql`insert into billing_run (client_id, starts_on, ends_on, created_by) values (${world.clientId}, '2026-02-01', '2026-02-15', ${world.people.finance.accountId})`;
    const message = 'charge is never changed or removed';
    expect(
      await answer(run, sql`update charge set billing_run_id = ${other} where id = ${billedCharge}`),
    ).toBe(message);
    expect(await answer(sql`update charge set billing_run_id = null where id = ${billedCharge}`)).toBe(
      message,
    );
  });

  test('a charge stands on one client invoice and on one self-bill', async () => {
    const again = sql`insert into invoice_line (invoice_id, kind, client_id, supplier_id, charge_id, timesheet_id, assignment_id, worker_id, department_id,
        job_id, cost_center_id, week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, fee_minor, total_minor)
      select invoice_id, kind, client_id, supplier_id, charge_id, timesheet_id, assignment_id, worker_id, department_id,
        job_id, cost_center_id, week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, fee_minor, total_minor
      from invoice_line where charge_id = ${billedCharge} and kind = 'self_bill'`;
    expect(await answer(again)).toMatch(/invoice_line_once/);
  });

  test('a line or a fee of a charge that is not there', async () => {
    const feeOfNothing = sql`insert into invoice_line_fee
      select (jsonb_populate_record(null::invoice_line_fee, to_jsonb(f) || '{"charge_id": 9000000000}')).* from invoice_line_fee f limit 1`;
    expect(await answer(feeOfNothing)).toMatch(/a document or a charge that is not there/);
  });

  test('the time of a week that was handed in is not changed', async () => {
    const { timesheetId } = await weekInRows(world, placement, {
      weekEndsOn: nextSunday(),
      status: 'submitted',
    });
    const line = sql`insert into time_line (client_id, supplier_id, timesheet_id, assignment_id, work_date, pay_code, cost_center_id, minutes)
      values (${world.clientId}, ${placement.supplierId}, ${timesheetId}, ${placement.assignmentId}, '2026-07-01', 'ST', ${world.costCenterIds[0]}, 60)`;
    expect(await answer(line)).toBe('the time of a submitted week is not changed');
    expect(await answer(sql`delete from time_line where timesheet_id = ${timesheetId}`)).toBe(
      'the time of a submitted week is not changed',
    );
    expect(await answer(sql`update timesheet set status = 'draft' where id = ${timesheetId}`, line)).toBe(
      'allowed',
    );
  });
});

describe('separation of duties', () => {
  test('nobody approves the week that they handed in', async () => {
    const { timesheetId } = await weekInRows(world, placement, {
      weekEndsOn: nextSunday(),
      status: 'submitted',
    });
    const approve = (by: string) =>
      sql`update timesheet set status = 'approved', approved_by = ${by} where id = ${timesheetId}`;
    expect(await answer(approve(world.people.recruiter.accountId))).toMatch(/nobody_approves_their_own_week/);
    // Somebody else may, and then its minutes must be priced.
    expect(await answer(approve(world.people.ana.accountId))).toBe(
      'the charges of an approved week do not cover its time',
    );
    expect(await answer(sql`update timesheet set status = 'approved' where id = ${timesheetId}`)).toMatch(
      /approved_weeks_have_an_approver/,
    );
  });

  test('nobody signs what they asked for, and a signature stands', async () => {
    const id = randomUUID();
    const [ana, approver] = [world.people.ana.accountId, world.people.approver.accountId];
    const chain = [
      sql`insert into approval (id, client_id, subject_kind, subject_id, title, amount_minor, requested_by, requested_by_name)
        values (${id}, ${world.clientId}, 'requisition', ${randomUUID()}, 'R-1', 1, ${ana}, 'Ana')`,
      sql`insert into approval_step (approval_id, client_id, position, role, requested_by) values (${id}, ${world.clientId}, 1, 'approver', ${ana})`,
    ];
    const sign = (by: string) =>
      sql`update approval_step set decision = 'granted', decided_by = ${by}, decided_at = now() where approval_id = ${id}`;
    expect(await answer(...chain, sign(approver))).toBe('allowed');
    expect(await answer(...chain, sign(ana))).toMatch(/nobody_approves_their_own/);
    expect(await answer(...chain, sign(approver), sign(approver))).toBe('this step was already decided');
    const forged = sql`update approval_step set requested_by = ${approver} where approval_id = ${id}`;
    expect(await answer(...chain, forged)).toMatch(/foreign key/);
  });

  test('a week is not handed in without being attested', async () => {
    const { timesheetId } = await weekInRows(world, placement, { weekEndsOn: nextSunday(), status: 'draft' });
    expect(await answer(sql`update timesheet set status = 'submitted' where id = ${timesheetId}`)).toMatch(
      /submitted_weeks_are_attested/,
    );
  });
});

let sundays = 0;
/** A Sunday of 2027 that no other test of this file has taken. */
function nextSunday(): string {
  sundays += 1;
  return new Date(Date.UTC(2027, 0, 3 + 7 * sundays)).toISOString().slice(0, 10);
}

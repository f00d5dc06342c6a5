import type postgres from 'postgres';
import { CLIENTS, id, parties, places, terms } from './programs.ts';

/** How large a world is: lines are approved charges, two (straight and overtime) to a week. */
export type WorldSize = { lines: number };

const WEEKS = 48;
const FIRST_YEAR = '2025-01-05';
/** The same weeks a year later: what is still to be billed where much was billed before. */
const SECOND_YEAR = '2026-01-04';
const LINES_A_WEEK = 2;

const assignmentsFor = ({ lines }: WorldSize) =>
  Math.max(CLIENTS * 2, Math.round(lines / (WEEKS * LINES_A_WEEK)));

/**
 * Fills an empty, migrated database with a program for each of 50 clients and a given number of approved, unbilled
 * charges of the first year. Set-based; constraints and triggers are off while loading, because what is loaded is made
 * to be consistent.
 * @returns the number of lines that were made, the nearest that divides evenly
 */
export async function fillWorld(sql: postgres.Sql, size: WorldSize): Promise<number> {
  const assignments = assignmentsFor(size);
  await loading(sql, async (tx) => {
    await parties(tx);
    await places(tx);
    await terms(tx);
    await hiring(tx, assignments);
    await weeks(tx, assignments, FIRST_YEAR);
  });
  return assignments * WEEKS * LINES_A_WEEK;
}

/** Adds the charges of a second year, for as many of the assignments as a world of this size would have. */
export async function fillNextYear(sql: postgres.Sql, size: WorldSize): Promise<number> {
  const assignments = assignmentsFor(size);
  await loading(sql, (tx) => weeks(tx, assignments, SECOND_YEAR));
  return assignments * WEEKS * LINES_A_WEEK;
}

async function loading(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<void>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`select set_config('app.side', 'msp', true)`;
    await work(tx);
  });
  await sql.unsafe('vacuum analyze');
}

async function hiring(tx: postgres.TransactionSql, assignments: number): Promise<void> {
  const each = `from (select a, 1 + a % ${CLIENTS} as n, 1 + (a / ${CLIENTS}) % 2 as s from generate_series(1, ${assignments}) a) x`;
  await tx.unsafe(
    `insert into candidate (id, supplier_id, name, email, person_key) select ${id('b', 'a')}, ${id('3', 's')}, 'Worker ' || a, 'w' || a || '@bench.example', a::text ${each}`,
  );
  await tx.unsafe(
    `insert into worker (id, supplier_id, candidate_id, name) select ${id('c', 'a')}, ${id('3', 's')}, ${id('b', 'a')}, 'Worker ' || a ${each}`,
  );
  await tx.unsafe(`insert into assignment (id, client_id, supplier_id, number, status, requisition_id, submittal_id, offer_id, worker_id, worker_name, job_id, job_title,
      site_id, department_id, hiring_manager_id, hiring_manager_name, starts_on, ends_on, week_minutes, overtime_rule)
    select ${id('d', 'a')}, ${id('2', 'n')}, ${id('3', 's')}, 300 + a, 'active', ${id('a', 'n')}, ${id('b', 'a')}, ${id('b', 'a')}, ${id('c', 'a')}, 'Worker ' || a,
      ${id('9', 'n')}, 'Analyst', ${id('6', 'n')}, ${id('7', 'n')}, ${id('4', 'n')}, 'Person ' || n, '2024-12-30', '2026-12-31', 2400, 'us-flsa' ${each}`);
  await tx.unsafe(`insert into assignment_rate (client_id, supplier_id, assignment_id, pay_code, bill_rate, card_max_bill_rate, effective)
    select ${id('2', 'n')}, ${id('3', 's')}, ${id('d', 'a')}, p.code, round((40 + a % 60 + 0.37) * p.factor, 2), round((40 + a % 60 + 5) * p.factor, 2), '[2024-12-30,)'
    ${each}, (values ('ST', 1.0), ('OT', 1.5)) p (code, factor)`);
  // Every fifth program books by percentage; in the others the worker names the one cost center there is for them.
  await tx.unsafe(`insert into assignment_split (assignment_id, client_id, supplier_id, cost_center_id, percent)
    select ${id('d', 'a')}, ${id('2', 'n')}, ${id('3', 's')}, ${id('8', `n + ${CLIENTS} * k.place`)}, k.percent
    ${each} cross join (values (0, 60), (1, 40), (0, 100)) k (place, percent) where (n % 5 = 0) = (k.percent < 100)`);
}

/**
 * Approved weeks, as approval leaves them: Monday to Thursday nine hours, on Friday nine more of which five are
 * overtime; two charges each, and what cost centers bear of them where the program books by percentage.
 */
async function weeks(tx: postgres.TransactionSql, assignments: number, firstWeek: string): Promise<void> {
  await tx.unsafe(`insert into timesheet (client_id, supplier_id, assignment_id, worker_id, week_ends_on, status, worked_minutes, overtime_minutes, department_id,
      hiring_manager_id, overtime_rule, submitted_by, submitted_by_name, submitted_at, attested, approved_by, approved_by_name, approved_at)
    select client_id, supplier_id, id, worker_id, date '${firstWeek}' + 7 * w, 'approved', 2700, 300, department_id,
      hiring_manager_id, 'us-flsa', ${id('4', '0')}, 'Person 0', now(), true, hiring_manager_id, hiring_manager_name, now()
    from assignment, generate_series(0, ${WEEKS - 1}) w where number <= 300 + ${assignments} order by w, client_id`);
  const loaded = `timesheet t join cost_center k on k.client_id = t.client_id and k.code = '4100'`;
  const within = `t.week_ends_on between date '${firstWeek}' and date '${firstWeek}' + ${7 * (WEEKS - 1)}`;
  await tx.unsafe(`insert into time_line (client_id, supplier_id, timesheet_id, assignment_id, work_date, pay_code, cost_center_id, minutes)
    select t.client_id, t.supplier_id, t.id, t.assignment_id, t.week_ends_on - 6 + d.day, d.pay_code, k.id, d.minutes
    from ${loaded}, (values (0, 'ST', 540), (1, 'ST', 540), (2, 'ST', 540), (3, 'ST', 540), (4, 'ST', 240), (4, 'OT', 300)) d (day, pay_code, minutes)
    where ${within} order by t.week_ends_on, t.id, d.day`);
  await tx.unsafe(`insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
      week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor)
    select t.client_id, t.supplier_id, t.id, t.assignment_id, t.worker_id, t.department_id, a.job_id, k.id,
      t.week_ends_on, t.week_ends_on - case r.pay_code when 'ST' then 6 else 2 end, r.pay_code, m.minutes, r.id, r.bill_rate, app.line_amount_minor(m.minutes, r.bill_rate)
    from ${loaded}
    join assignment a on a.id = t.assignment_id
    join assignment_rate r on r.assignment_id = t.assignment_id
    cross join lateral (select case r.pay_code when 'ST' then 2400 else 300 end as minutes) m
    where ${within} order by t.week_ends_on, t.id`);
  await tx.unsafe(`insert into charge_split (charge_id, client_id, cost_center_id, percent)
    select c.id, c.client_id, s.cost_center_id, s.percent from charge c join assignment_split s on s.assignment_id = c.assignment_id
    where s.percent < 100 and c.billing_run_id is null order by c.id`);
}

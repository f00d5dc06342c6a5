import type postgres from 'postgres';

/** How large a world is: lines are approved charges, two (straight and overtime) to a week. */
export type WorldSize = { lines: number };

export const CLIENTS = 50;
const SUPPLIERS = 20;
const WEEKS = 48;
const LINES_A_WEEK = 2;

/**
 * Fills an empty, migrated database with a program for each of 50 clients and a given number of approved, unbilled
 * charges. Set-based; constraints and triggers are off while loading, because what is loaded is made to be consistent.
 * @returns the number of lines that were made, the nearest that divides evenly
 */
export async function fillWorld(sql: postgres.Sql, { lines }: WorldSize): Promise<number> {
  const assignments = Math.max(CLIENTS * 2, Math.round(lines / (WEEKS * LINES_A_WEEK)));
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`select set_config('app.side', 'msp', true)`;
    await parties(tx);
    await places(tx);
    await hiring(tx, assignments);
    await weeks(tx);
  });
  await sql`analyze`;
  return assignments * WEEKS * LINES_A_WEEK;
}

// Ids are made of a kind and a number, so that the steps below can refer to each other without looking anything up.
const id = (kind: string, number: string) =>
  `('${kind}0000000-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

async function parties(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(
    `insert into organization (id, side, name, legal_name) values (${id('1', '0')}, 'msp', 'Bench MSP', 'Bench MSP Inc.')`,
  );
  await tx.unsafe(`insert into organization (id, side, name, legal_name)
    select ${id('2', 'n')}, 'client', 'Client ' || n, 'Client ' || n || ' Inc.' from generate_series(1, ${CLIENTS}) n`);
  await tx.unsafe(`insert into organization (id, side, name, legal_name)
    select ${id('3', 'n')}, 'supplier', 'Supplier ' || n, 'Supplier ' || n || ' Inc.' from generate_series(1, ${SUPPLIERS}) n`);
  await tx.unsafe(`insert into account (id, email, name)
    select ${id('4', 'n')}, case n when 0 then 'finance@bench.example' else 'manager' || n || '@bench.example' end, 'Person ' || n from generate_series(0, ${CLIENTS}) n`);
  await tx.unsafe(`insert into membership (id, account_id, organization_id, role)
    select ${id('5', 'n')}, ${id('4', 'n')}, case n when 0 then ${id('1', '0')} else ${id('2', 'n')} end, case n when 0 then 'mspFinance' else 'hiringManager' end
    from generate_series(0, ${CLIENTS}) n`);
}

async function places(tx: postgres.TransactionSql): Promise<void> {
  const each = `from generate_series(1, ${CLIENTS}) n`;
  const letters = `chr(65 + n / 26) || chr(65 + n % 26) || 'X'`;
  await tx.unsafe(`insert into program (client_id, code) select ${id('2', 'n')}, ${letters} ${each}`);
  await tx.unsafe(`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days)
    select ${id('2', 'n')}, '2024-01-01', 'us-flsa', 30, 30 ${each}`);
  await tx.unsafe(`insert into fee_schedule (client_id, label, funding, fraction, effective)
    select ${id('2', 'n')}, 'MSP fee', case n % 2 when 0 then 'client' else 'supplier' end, 0.025, '[2024-01-01,)' ${each}`);
  await tx.unsafe(
    `insert into site (id, client_id, code, name, city, region) select ${id('6', 'n')}, ${id('2', 'n')}, 'S1', 'Main site', 'Springfield', 'IL' ${each}`,
  );
  await tx.unsafe(
    `insert into department (id, client_id, code, name) select ${id('7', 'n')}, ${id('2', 'n')}, 'D1', 'Operations' ${each}`,
  );
  await tx.unsafe(
    `insert into cost_center (id, client_id, department_id, code, name) select ${id('8', 'n')}, ${id('2', 'n')}, ${id('7', 'n')}, '4100', 'Operations' ${each}`,
  );
  await tx.unsafe(
    `insert into job (id, client_id, code, title) select ${id('9', 'n')}, ${id('2', 'n')}, 'J1', 'Analyst' ${each}`,
  );
  await tx.unsafe(`insert into enrollment (client_id, supplier_id, enrolled_on)
    select ${id('2', 'n')}, ${id('3', 's')}, '2024-01-01' from generate_series(1, ${CLIENTS}) n, generate_series(1, ${SUPPLIERS}) s`);
  await tx.unsafe(`insert into requisition (id, client_id, number, status, job_id, site_id, department_id, title, positions, filled, starts_on, ends_on,
      week_minutes, min_bill_rate, max_bill_rate, hiring_manager_id, hiring_manager_name, created_by)
    select ${id('a', 'n')}, ${id('2', 'n')}, 1001, 'open', ${id('9', 'n')}, ${id('6', 'n')}, ${id('7', 'n')}, 'Analyst', 500, 0, '2025-01-01', '2026-12-31',
      2400, 0, 100, ${id('4', 'n')}, 'Person ' || n, ${id('4', 'n')} ${each}`);
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
      ${id('9', 'n')}, 'Analyst', ${id('6', 'n')}, ${id('7', 'n')}, ${id('4', 'n')}, 'Person ' || n, '2025-01-01', '2026-12-31', 2400, 'us-flsa' ${each}`);
  await tx.unsafe(`insert into assignment_rate (client_id, supplier_id, assignment_id, pay_code, bill_rate, effective)
    select ${id('2', 'n')}, ${id('3', 's')}, ${id('d', 'a')}, p.code, round((40 + a % 60) * p.factor, 2), '[2025-01-01,)'
    ${each}, (values ('ST', 1.0), ('OT', 1.5)) p (code, factor)`);
}

/** Approved weeks, as approval leaves them: two charges each. */
async function weeks(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(`insert into timesheet (client_id, supplier_id, assignment_id, worker_id, week_ends_on, status, worked_minutes, overtime_minutes, department_id,
      hiring_manager_id, overtime_rule, submitted_by, submitted_by_name, submitted_at, attested, approved_by, approved_by_name, approved_at)
    select client_id, supplier_id, id, worker_id, date '2025-01-05' + 7 * w, 'approved', 2700, 300, department_id,
      hiring_manager_id, 'us-flsa', ${id('4', '0')}, 'Person 0', now(), true, hiring_manager_id, hiring_manager_name, now()
    from assignment, generate_series(0, ${WEEKS - 1}) w order by w, client_id`);
  await tx.unsafe(`insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
      week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor)
    select t.client_id, t.supplier_id, t.id, t.assignment_id, t.worker_id, t.department_id, a.job_id, c.id,
      t.week_ends_on, t.week_ends_on - 6, r.pay_code, m.minutes, r.id, r.bill_rate, app.line_amount_minor(m.minutes, r.bill_rate)
    from timesheet t
    join assignment a on a.id = t.assignment_id
    join cost_center c on c.client_id = t.client_id
    join assignment_rate r on r.assignment_id = t.assignment_id
    cross join lateral (select case r.pay_code when 'ST' then 2400 else 300 end as minutes) m
    order by t.week_ends_on, t.id`);
}

import type postgres from 'postgres';

export const CLIENTS = 50;
const SUPPLIERS = 20;

/** Ids are made of a kind and a number, so that what is loaded can refer to each other without looking anything up. */
export const id = (kind: string, number: string) =>
  `('${kind}0000000-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** The MSP with a finance person, clients with a hiring manager each, suppliers with a recruiter each. */
export async function parties(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(
    `insert into organization (id, side, name, legal_name) values (${id('1', '0')}, 'msp', 'Bench MSP', 'Bench MSP Inc.')`,
  );
  await tx.unsafe(`insert into organization (id, side, name, legal_name)
    select ${id('2', 'n')}, 'client', 'Client ' || n, 'Client ' || n || ' Inc.' from generate_series(1, ${CLIENTS}) n`);
  await tx.unsafe(`insert into organization (id, side, name, legal_name)
    select ${id('3', 'n')}, 'supplier', 'Supplier ' || n, 'Supplier ' || n || ' Inc.' from generate_series(1, ${SUPPLIERS}) n`);
  await tx.unsafe(`insert into account (id, email, name)
    select ${id('4', 'n')}, case n when 0 then 'finance@bench.example' else 'manager' || n || '@bench.example' end, 'Person ' || n from generate_series(0, ${CLIENTS}) n
    union all
    select ${id('4', `n + ${CLIENTS}`)}, 'recruiter' || n || '@bench.example', 'Recruiter ' || n from generate_series(1, ${SUPPLIERS}) n`);
  await tx.unsafe(`insert into membership (id, account_id, organization_id, role)
    select ${id('5', 'n')}, ${id('4', 'n')}, case n when 0 then ${id('1', '0')} else ${id('2', 'n')} end, case n when 0 then 'mspFinance' else 'hiringManager' end
    from generate_series(0, ${CLIENTS}) n
    union all
    select ${id('5', `n + ${CLIENTS}`)}, ${id('4', `n + ${CLIENTS}`)}, ${id('3', 'n')}, 'recruiter' from generate_series(1, ${SUPPLIERS}) n`);
}

export async function places(tx: postgres.TransactionSql): Promise<void> {
  const each = `from generate_series(1, ${CLIENTS}) n`;
  const letters = `chr(65 + n / 26) || chr(65 + n % 26) || 'X'`;
  await tx.unsafe(`insert into program (client_id, code) select ${id('2', 'n')}, ${letters} ${each}`);
  await tx.unsafe(
    `insert into site (id, client_id, code, name, city, region) select ${id('6', 'n')}, ${id('2', 'n')}, 'S1', 'Main site', 'Hartford', 'CT' ${each}`,
  );
  await tx.unsafe(
    `insert into department (id, client_id, code, name) select ${id('7', 'n')}, ${id('2', 'n')}, 'D1', 'Operations' ${each}`,
  );
  await tx.unsafe(`insert into cost_center (id, client_id, department_id, code, name)
    select ${id('8', `n + ${CLIENTS} * k.place`)}, ${id('2', 'n')}, ${id('7', 'n')}, k.code, k.name ${each}, (values (0, '4100', 'Operations'), (1, '4200', 'Research')) k (place, code, name)`);
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

/** What every program agreed: two fees, a volume discount in slices, and the sales tax of its worksite on work and fee. */
export async function terms(tx: postgres.TransactionSql): Promise<void> {
  const each = `from generate_series(1, ${CLIENTS}) n`;
  await tx.unsafe(`insert into program_terms (client_id, effective_from, overtime_rule, payment_terms_days, supplier_terms_days, cost_booking)
    select ${id('2', 'n')}, '2024-01-01', 'us-flsa', 30, 30, case when n % 5 = 0 then 'split' else 'worker' end ${each}`);
  await tx.unsafe(`insert into fee_schedule (client_id, label, funding, fraction, effective)
    select ${id('2', 'n')}, f.label, f.funding, f.fraction, '[2024-01-01,)'
    ${each}, (values ('MSP fee', 'supplier', 0.025), ('Technology fee', 'client', 0.01)) f (label, funding, fraction)`);
  await tx.unsafe(`insert into discount_schedule (id, client_id, label, kind, method, spend_window, effective)
    select ${id('e', 'n')}, ${id('2', 'n')}, 'Volume', 'volume', 'graduated', 'year_to_date', '[2024-01-01,)' ${each}`);
  await tx.unsafe(`insert into discount_tier (schedule_id, client_id, from_minor, fraction)
    select ${id('e', 'n')}, ${id('2', 'n')}, t.from_minor, t.fraction
    ${each}, (values (0, 0), (5000000, 0.01), (50000000, 0.02)) t (from_minor, fraction)`);
  await tx.unsafe(`insert into tax_rule (country, region, service_class, leg, base, rate, jurisdiction, source, sourced_on, effective)
    select 'US', 'CT', 'temporary_staffing', leg, 'full', 0.0635, 'Connecticut', 'Made for the bench', '2024-01-01', '[2024-01-01,)'
    from (values ('supply'), ('client_fee')) l (leg)`);
}

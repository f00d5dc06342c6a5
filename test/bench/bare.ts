import type postgres from 'postgres';

/*
 * The limit that billing is held against: the same arithmetic and the same rows in plain SQL, with nothing around it. No
 * walls, no guards, no numbers, no ledger, no news; primary keys and the indexes that billing itself needs; one
 * transaction per client, committed as durably as the product's.
 */

/** Copies what billing reads into plain tables, and makes those it writes. */
export async function prepareBare(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema bare;
    create table bare.charge as select id, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, bill_rate, amount_minor, billing_run_id from charge where billing_run_id is null;
    alter table bare.charge add primary key (id);
    create index on bare.charge (client_id, week_ends_on) where billing_run_id is null;
    create table bare.sheet as select * from timesheet;
    alter table bare.sheet add primary key (id);
    create table bare.fee as select id, client_id, funding, fraction, effective from fee_schedule;
    create table bare.tier as select client_id, from_minor, fraction, lead(from_minor, 1, 9223372036854775807) over (partition by client_id order by from_minor) as upto from discount_tier;
    create table bare.tax_rule as select id, leg, rate, effective from tax_rule;
    create table bare.split as select s.charge_id, s.client_id, s.cost_center_id, s.percent, k.code from charge_split s join cost_center k on k.id = s.cost_center_id;
    alter table bare.split add primary key (charge_id, cost_center_id);
    create table bare.invoice (id bigint generated always as identity primary key, client_id uuid, supplier_id uuid, side text, lines int, minutes bigint,
      amount bigint, discount bigint, fee bigint, tax bigint, total bigint);
    create table bare.line (id bigint generated always as identity primary key, invoice_id bigint, charge_id bigint, side text, client_id uuid, supplier_id uuid,
      timesheet_id uuid, assignment_id uuid, worker_id uuid, department_id uuid, job_id uuid, cost_center_id uuid, week_ends_on date, service_from date, pay_code text,
      minutes int, bill_rate numeric(10, 4), amount bigint, discount bigint, fee bigint, tax bigint, total bigint, unique (charge_id, side));
    create index on bare.line (invoice_id);
    create table bare.line_fee (charge_id bigint, fee_id uuid, invoice_id bigint, base bigint, fraction numeric(9, 6), fee bigint, primary key (charge_id, fee_id));
    create table bare.line_tax (charge_id bigint, leg text, invoice_id bigint, rule_id uuid, rate numeric(9, 6), base bigint, tax bigint, primary key (charge_id, leg));
    create table bare.tax (invoice_id bigint, leg text, rule_id uuid, rate numeric(9, 6), base bigint, tax bigint, primary key (invoice_id, leg));
    create table bare.line_split (charge_id bigint, cost_center_id uuid, invoice_id bigint, percent numeric(7, 4), minutes bigint, amount bigint, discount bigint, fee bigint, tax bigint,
      primary key (charge_id, cost_center_id));
    create table bare.discount (client_id uuid, supplier_id uuid, before bigint, gross bigint, discount bigint, primary key (client_id, supplier_id));
    create table bare.week (client_id uuid, supplier_id uuid, week_ends_on date, amount bigint, primary key (client_id, supplier_id, week_ends_on));
    create table bare.spend (side text, client_id uuid, supplier_id uuid, department_id uuid, job_id uuid, cost_center_id uuid, minutes bigint, amount bigint, discount bigint, fee bigint, tax bigint,
      primary key (side, client_id, supplier_id, department_id, job_id, cost_center_id));`);
  await sql.unsafe('vacuum analyze');
}

export type BareBilled = { seconds: number; totalMinor: number };

/** Bills every client, one transaction each. */
export async function billBare(sql: postgres.Sql, lastDay: string): Promise<BareBilled> {
  const clients = await sql<{ client_id: string }[]>`select distinct client_id from bare.charge`;
  const started = performance.now();
  for (const { client_id: client } of clients) {
    await sql.begin(async (tx) => {
      await price(tx, client, lastDay);
      await write(tx, client);
      await account(tx, client);
    });
  }
  const seconds = (performance.now() - started) / 1000;
  const [sum] = await sql<
    { total: string }[]
  >`select sum(total) as total from bare.invoice where side = 'client'`;
  return { seconds, totalMinor: Number(sum?.total ?? 0) };
}

/** Claims and prices in one statement: discount laid on by largest remainder, two fees by line, taxes by largest remainder. */
async function price(tx: postgres.TransactionSql, client: string, lastDay: string): Promise<void> {
  await tx`create temporary table picked (id bigint, client_id uuid, supplier_id uuid, timesheet_id uuid, assignment_id uuid, worker_id uuid, department_id uuid, job_id uuid,
    cost_center_id uuid, week_ends_on date, service_from date, pay_code text, minutes int, bill_rate numeric(10, 4), amount bigint, before bigint, gross bigint, off bigint,
    discount bigint, client_fee_id uuid, client_fraction numeric, client_fee bigint, supplier_fee_id uuid, supplier_fraction numeric, supplier_fee bigint,
    supply_rule uuid, supply_rate numeric, supply_tax bigint, fee_rule uuid, fee_rate numeric, fee_tax bigint) on commit drop`;
  await tx`
    with claimed as (
      update bare.charge c set billing_run_id = ${client}
      where c.client_id = ${client} and c.billing_run_id is null and c.week_ends_on <= ${lastDay} returning c.*
    ), due as materialized (
      select g.supplier_id, b.before, g.gross, (
          select round(sum(greatest(least(b.before + g.gross, upto) - from_minor, 0) * fraction) - sum(greatest(least(b.before, upto) - from_minor, 0) * fraction))
          from bare.tier where client_id = ${client}) as off
      from (select supplier_id, sum(amount_minor) as gross from claimed group by 1) g
      cross join lateral (select coalesce(sum(amount), 0) as before from bare.week w
                          where w.client_id = ${client} and w.supplier_id = g.supplier_id and w.week_ends_on >= date_trunc('year', ${lastDay}::date)) b
    ), shared as (
      select c.*, d.before, d.gross, d.off, div(d.off * c.amount_minor, d.gross) as whole, mod(d.off * c.amount_minor, d.gross) as rest from claimed c join due d on d.supplier_id = c.supplier_id
    ), ranked as (
      select *, row_number() over (partition by supplier_id order by rest desc, id) as place, off - sum(whole) over (partition by supplier_id) as left_over from shared
    ), net as (
      select *, -(whole + (place <= left_over)::int)::bigint as discount, amount_minor - (whole + (place <= left_over)::int)::bigint as net from ranked
    ), charged as (
      select n.*, fc.id as client_fee_id, fc.fraction as client_fraction, round(n.net * fc.fraction) as client_fee,
        fs.id as supplier_fee_id, fs.fraction as supplier_fraction, round(n.net * fs.fraction) as supplier_fee,
        ts.id as supply_rule, ts.rate as supply_rate, n.net * ts.rate as supply_exact, tf.id as fee_rule, tf.rate as fee_rate, round(n.net * fc.fraction) * tf.rate as fee_exact
      from net n
      join bare.fee fc on fc.client_id = ${client} and fc.funding = 'client' and fc.effective @> n.service_from
      join bare.fee fs on fs.client_id = ${client} and fs.funding = 'supplier' and fs.effective @> n.service_from
      join bare.tax_rule ts on ts.leg = 'supply' and ts.effective @> n.service_from
      join bare.tax_rule tf on tf.leg = 'client_fee' and tf.effective @> n.service_from
    ), taxed as (
      select *, row_number() over (partition by supply_rule order by supply_exact - floor(supply_exact) desc, id) as supply_place,
        round(sum(supply_exact) over (partition by supply_rule)) - sum(floor(supply_exact)) over (partition by supply_rule) as supply_left,
        row_number() over (partition by fee_rule order by fee_exact - floor(fee_exact) desc, id) as fee_place,
        round(sum(fee_exact) over (partition by fee_rule)) - sum(floor(fee_exact)) over (partition by fee_rule) as fee_left
      from charged
    )
    insert into picked
    select id, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from, pay_code, minutes, bill_rate,
      amount_minor, before, gross, off, discount, client_fee_id, client_fraction, client_fee, supplier_fee_id, supplier_fraction, supplier_fee,
      supply_rule, supply_rate, floor(supply_exact) + (supply_place <= supply_left)::int, fee_rule, fee_rate, floor(fee_exact) + (fee_place <= fee_left)::int
    from taxed`;
  await tx`analyze picked`;
}

/** Documents of both sides, their lines, and the fees, taxes and splits of each. */
async function write(tx: postgres.TransactionSql, client: string): Promise<void> {
  await tx`create temporary table document on commit drop as select nextval('bare.invoice_id_seq') as id, supplier_id from (select null::uuid as supplier_id union all select distinct supplier_id from picked) d`;
  await tx`
    insert into bare.invoice (id, client_id, supplier_id, side, lines, minutes, amount, discount, fee, tax, total) overriding system value
    select d.id, ${client}::uuid, null, 'client', count(*), sum(minutes), sum(amount), sum(discount), sum(client_fee), sum(supply_tax + fee_tax), sum(amount + discount + client_fee + supply_tax + fee_tax)
    from picked, document d where d.supplier_id is null group by d.id
    union all
    select d.id, ${client}::uuid, supplier_id, 'supplier', count(*), sum(minutes), sum(amount), sum(discount), -sum(supplier_fee), 0, sum(amount + discount - supplier_fee)
    from picked join document d using (supplier_id) group by d.id, supplier_id`;
  await tx`
    insert into bare.line (invoice_id, charge_id, side, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id, week_ends_on, service_from,
      pay_code, minutes, bill_rate, amount, discount, fee, tax, total)
    select d.id, p.id, l.side, p.client_id, p.supplier_id, p.timesheet_id, p.assignment_id, p.worker_id, p.department_id, p.job_id, p.cost_center_id, p.week_ends_on, p.service_from,
      p.pay_code, p.minutes, p.bill_rate, p.amount, p.discount, l.fee, l.tax, p.amount + p.discount + l.fee + l.tax
    from picked p
    cross join lateral (values ('client', null::uuid, p.client_fee, p.supply_tax + p.fee_tax), ('supplier', p.supplier_id, -p.supplier_fee, 0)) l (side, supplier_id, fee, tax)
    join document d on d.supplier_id is not distinct from l.supplier_id`;
  await tx`
    insert into bare.line_fee (charge_id, fee_id, invoice_id, base, fraction, fee)
    select p.id, f.id, d.id, p.amount + p.discount, f.fraction, f.fee from picked p
    cross join lateral (values (p.client_fee_id, null::uuid, p.client_fraction, p.client_fee), (p.supplier_fee_id, p.supplier_id, p.supplier_fraction, p.supplier_fee)) f (id, supplier_id, fraction, fee)
    join document d on d.supplier_id is not distinct from f.supplier_id`;
  await tx`
    insert into bare.line_tax (charge_id, leg, invoice_id, rule_id, rate, base, tax)
    select p.id, t.leg, d.id, t.rule, t.rate, t.base, t.tax from picked p join document d on d.supplier_id is null
    cross join lateral (values ('supply', p.supply_rule, p.supply_rate, p.amount + p.discount, p.supply_tax), ('client_fee', p.fee_rule, p.fee_rate, p.client_fee, p.fee_tax)) t (leg, rule, rate, base, tax)`;
  await tx`
    insert into bare.tax (invoice_id, leg, rule_id, rate, base, tax)
    select d.id, 'supply', supply_rule, supply_rate, sum(amount + discount), sum(supply_tax) from picked join document d on d.supplier_id is null group by d.id, supply_rule, supply_rate
    union all select d.id, 'client_fee', fee_rule, fee_rate, sum(client_fee), sum(fee_tax) from picked join document d on d.supplier_id is null group by d.id, fee_rule, fee_rate
    union all select d.id, 'supply', supply_rule, 0, sum(amount + discount), 0 from picked join document d using (supplier_id) group by d.id, supply_rule`;
  await split(tx);
}

/** Each line gets what the parts of the running total grew by, the parts made by largest remainder. */
async function split(tx: postgres.TransactionSql): Promise<void> {
  await tx`
    insert into bare.line_split (charge_id, cost_center_id, invoice_id, percent, minutes, amount, discount, fee, tax)
    with running as (
      select s.charge_id, s.cost_center_id, s.percent, s.code, q.what, abs(sum(q.whole) over (partition by s.cost_center_id, q.what order by s.charge_id)) as upto, sign(q.whole) as sign
      from picked p join bare.split s on s.charge_id = p.id
      cross join lateral (values (1, p.minutes), (2, p.amount), (3, p.discount), (4, p.client_fee), (5, p.supply_tax + p.fee_tax)) q (what, whole)
    ), ranked as (
      select *, row_number() over (partition by charge_id, what order by mod(upto * percent, 100) desc, code) as place,
        upto - sum(div(upto * percent, 100)) over (partition by charge_id, what) as left_over
      from running
    ), part as (
      select *, div(upto * percent, 100) + (place <= left_over)::int as upto_part from ranked
    ), grown as (
      select *, upto_part - coalesce(lag(upto_part) over (partition by cost_center_id, what order by charge_id), 0) as part from part
    )
    select charge_id, cost_center_id, d.id, percent, sum(part) filter (where what = 1), sum(part) filter (where what = 2), -sum(part) filter (where what = 3),
      sum(part) filter (where what = 4), sum(part) filter (where what = 5)
    from grown join document d on d.supplier_id is null group by charge_id, cost_center_id, d.id, percent`;
}

/** Statuses, the discount that was given, and the sums that are kept. */
async function account(tx: postgres.TransactionSql, client: string): Promise<void> {
  await tx`update bare.sheet s set status = 'invoiced' from (select distinct timesheet_id from picked) p where p.timesheet_id = s.id`;
  await tx`insert into bare.discount select distinct ${client}::uuid, supplier_id, before, gross, off from picked`;
  await tx`
    insert into bare.week as w select client_id, supplier_id, week_ends_on, sum(amount) from picked group by 1, 2, 3
    on conflict (client_id, supplier_id, week_ends_on) do update set amount = w.amount + excluded.amount`;
  await tx`
    insert into bare.spend as s (side, client_id, supplier_id, department_id, job_id, cost_center_id, minutes, amount, discount, fee, tax)
    select 'client', p.client_id, p.supplier_id, p.department_id, p.job_id, coalesce(x.cost_center_id, p.cost_center_id), sum(coalesce(x.minutes, p.minutes)), sum(coalesce(x.amount, p.amount)),
      sum(coalesce(x.discount, p.discount)), sum(coalesce(x.fee, p.client_fee)), sum(coalesce(x.tax, p.supply_tax + p.fee_tax))
    from picked p left join bare.line_split x on x.charge_id = p.id group by 2, 3, 4, 5, 6
    union all
    select 'supplier', client_id, supplier_id, department_id, job_id, cost_center_id, sum(minutes), sum(amount), sum(discount), -sum(supplier_fee), 0 from picked group by 2, 3, 4, 5, 6
    on conflict (side, client_id, supplier_id, department_id, job_id, cost_center_id) do update set
      minutes = s.minutes + excluded.minutes, amount = s.amount + excluded.amount, discount = s.discount + excluded.discount, fee = s.fee + excluded.fee, tax = s.tax + excluded.tax`;
}

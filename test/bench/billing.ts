import type postgres from 'postgres';
import { connect, type Database } from '#db/connection.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext } from '#app/platform/context.server.ts';

const LAST_DAY = '2025-12-31';

async function financeActor(database: Database): Promise<Actor> {
  const [row] = await database.sql<{ account: string; membership: string; organization: string }[]>`
    select a.id as account, m.id as membership, m.organization_id as organization
    from account a join membership m on m.account_id = a.id where a.email = 'finance@bench.example'`;
  if (!row) throw new Error('The bench world has no finance person');
  return {
    accountId: row.account,
    membershipId: row.membership,
    name: 'Person 0',
    email: 'finance@bench.example',
    role: 'mspFinance',
    side: 'msp',
    organizationId: row.organization,
    organizationName: 'Bench MSP',
    clientId: null,
    supplierId: null,
    workerId: null,
  };
}

/**
 * Bills every open charge through the product: one run per client, with walls, guards, numbers, ledger and rollups.
 * @returns seconds, previews not counted
 */
export async function billThroughTheProduct(url: string): Promise<number> {
  const database = connect(url, { max: 4 });
  try {
    const actor = await financeActor(database);
    const runs = await database.sql<{ id: string }[]>`
      insert into billing_run (client_id, status, starts_on, ends_on, previewed_lines, previewed_minor, created_by)
      select c.client_id, 'previewed', '2025-01-01', ${LAST_DAY}, count(*),
        sum(c.amount_minor + case f.funding when 'client' then round(c.amount_minor * f.fraction) else 0 end)::bigint, ${actor.accountId}
      from charge c join fee_schedule f on f.client_id = c.client_id where c.billing_run_id is null group by 1 returning id`;
    const started = performance.now();
    for (const { id } of runs) {
      const surroundings = { database, now: new Date(), requestId: 'bench', baseUrl: 'http://localhost' };
      const result = await withContext(surroundings, actor, (ctx) => billRun(ctx, id));
      if (!result.ok) throw new Error(`A run was refused: ${JSON.stringify(result.refusal)}`);
    }
    return (performance.now() - started) / 1000;
  } finally {
    await database.close();
  }
}

/** Copies what billing reads and writes into plain tables: primary keys and the indexes that billing itself needs. */
export async function prepareBare(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    drop schema if exists bare cascade;
    create schema bare;
    create table bare.charge as select * from charge where billing_run_id is null;
    alter table bare.charge add primary key (id);
    create index on bare.charge (client_id, week_ends_on) where billing_run_id is null;
    create index on bare.charge (timesheet_id);
    create table bare.sheet as select * from timesheet;
    alter table bare.sheet add primary key (id);
    create index on bare.sheet (client_id, week_ends_on) where status = 'approved';
    create table bare.fee as select * from fee_schedule;
    create table bare.invoice (id bigint generated always as identity primary key, client_id uuid, supplier_id uuid, lines int, amount bigint, fee bigint);
    create table bare.line (id bigint generated always as identity primary key, invoice_id bigint, charge_id bigint, kind text, client_id uuid, supplier_id uuid,
      timesheet_id uuid, worker_id uuid, week_ends_on date, pay_code text, minutes int, bill_rate numeric(10, 4), amount bigint, fee bigint, total bigint, unique (charge_id, kind));
    create index on bare.line (invoice_id);
    create index on bare.line (timesheet_id);
    create table bare.line_fee (charge_id bigint, fee_id uuid, base bigint, fraction numeric(9, 6), fee bigint, primary key (charge_id, fee_id));
    create table bare.spend (client_id uuid, supplier_id uuid, department_id uuid, job_id uuid, minutes bigint, amount bigint, primary key (client_id, supplier_id, department_id, job_id));
    analyze bare.charge; analyze bare.sheet;`);
}

/** The same work with nothing around it: no walls, no guards, no numbers; one transaction per client. @returns seconds */
export async function billBare(sql: postgres.Sql): Promise<number> {
  const clients = await sql<{ client_id: string }[]>`select distinct client_id from bare.charge`;
  const started = performance.now();
  for (const { client_id: client } of clients) {
    await sql.begin(async (tx) => {
      await tx`create temporary table picked on commit drop as
        select c.*, round(c.amount_minor * f.fraction)::bigint as fee_minor, f.id as fee_id, f.fraction, f.funding
        from bare.charge c join bare.sheet s on s.id = c.timesheet_id and s.status = 'approved'
        join bare.fee f on f.client_id = c.client_id and f.effective @> c.week_ends_on
        where c.client_id = ${client} and c.billing_run_id is null and c.week_ends_on <= ${LAST_DAY} for update of c`;
      await tx`update bare.charge c set billing_run_id = ${client} from picked p where p.id = c.id`;
      await tx`insert into bare.invoice (client_id, supplier_id, lines, amount, fee)
        select ${client}::uuid, null, count(*), sum(amount_minor), sum(fee_minor) from picked
        union all select ${client}::uuid, supplier_id, count(*), sum(amount_minor), -sum(fee_minor) from picked group by supplier_id`;
      await tx`insert into bare.line (invoice_id, charge_id, kind, client_id, supplier_id, timesheet_id, worker_id, week_ends_on, pay_code, minutes, bill_rate, amount, fee, total)
        select i.id, p.id, case when i.supplier_id is null then 'c' else 's' end, p.client_id, p.supplier_id, p.timesheet_id, p.worker_id, p.week_ends_on, p.pay_code,
          p.minutes, p.bill_rate, p.amount_minor, p.fee_minor, p.amount_minor + p.fee_minor
        from picked p join bare.invoice i on i.client_id = p.client_id and (i.supplier_id is null or i.supplier_id = p.supplier_id)`;
      await tx`insert into bare.line_fee select id, fee_id, amount_minor, fraction, fee_minor from picked`;
      await tx`update bare.sheet s set status = 'invoiced' from (select distinct timesheet_id from picked) p where p.timesheet_id = s.id`;
      await tx`insert into bare.spend as s select client_id, supplier_id, department_id, job_id, sum(minutes), sum(amount_minor) from picked group by 1, 2, 3, 4
        on conflict (client_id, supplier_id, department_id, job_id) do update set minutes = s.minutes + excluded.minutes, amount = s.amount + excluded.amount`;
    });
  }
  return (performance.now() - started) / 1000;
}

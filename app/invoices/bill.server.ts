import { eq, sql, type SQL } from 'drizzle-orm';
import { billingRun as runTable, organization } from '#db/schema/index.ts';
import { programOf, termsOn, type ProgramFacts } from '#app/programs/public.server.ts';
import { timesheet } from '#app/timesheets/lifecycle.ts';
import { addDays, today } from '#app/values/week.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import type { Context } from '#app/platform/context.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { feesOnCharges, feeSumsByCharge, isBillable } from './charges.server.ts';
import { invoiceIssued, runFinalized, selfBillIssued } from './events.ts';
import { billingRun } from './lifecycle.ts';
import { keepSpend, postToLedger } from './post.server.ts';

export type BilledRun = { lines: number; totalMinor: number; documents: IssuedDocument[] };
export type IssuedDocument = {
  id: string;
  kind: 'client_invoice' | 'self_bill';
  reference: string;
  supplierId: string | null;
  totalMinor: number;
  dueOn: string;
  /** Then `dueOn` is only when the client should have paid at the latest. */
  payWhenPaid: boolean;
};

/** Told between the steps of a run, for whoever watches. */
export type RunProgress = (step: string, done: number, total: number) => Promise<void>;

/** Steps that a run tells of. */
export const RUN_STEPS = 6;
const silently: RunProgress = () => Promise.resolve();
const RUN_TIMEOUT = '15min';

type Run = typeof runTable.$inferSelect;

/**
 * Posts a previewed billing run: every approved charge up to the end of the period that no run has billed becomes a
 * line of the client's invoice and a line of its supplier's self-bill, with fees, numbers, ledger and spend. All in
 * the caller's transaction and set-based: the number of statements does not grow with the number of lines.
 * Refuses with `Stale` when the run was finalized or discarded meanwhile, or would bill something else than was previewed.
 */
export async function billRun(
  ctx: Context,
  runId: string,
  tell: RunProgress = silently,
): Promise<Result<BilledRun>> {
  await ctx.db.execute(sql`select set_config('statement_timeout', ${RUN_TIMEOUT}, true)`);
  // Not «for update»: that would also stop the progress row, which refers to this one from another transaction.
  const [run] = await ctx.db.select().from(runTable).where(eq(runTable.id, runId)).for('no key update');
  if (!run) return stale('This run is no longer here.');
  if (run.status !== 'previewed') return stale(`This run is ${run.status} already.`);
  const program = await programOf(ctx, run.clientId);
  if (!program) return stale('This program is no longer here.');

  await tell('Claiming approved time', 0, RUN_STEPS);
  await claimCharges(ctx, run);
  const picked = await pickedSums(ctx);
  if (picked.lines !== run.previewedLines || picked.totalMinor !== run.previewedMinor) {
    return stale('Something else would be billed now than the preview showed. Preview it again.');
  }

  await tell('Issuing documents', 1, RUN_STEPS);
  const documents = picked.lines === 0 ? [] : await issueDocuments(ctx, run, program);
  await tell('Writing lines', 2, RUN_STEPS);
  await writeLines(ctx);
  await tell('Marking timesheets', 3, RUN_STEPS);
  const invoiced = sql`id in (select timesheet_id from picked_charge)`;
  await transitionAll(ctx, timesheet, 'invoice', invoiced);
  await tell('Posting the ledger', 4, RUN_STEPS);
  await postToLedger(ctx, run, program.currency);
  await tell('Keeping spend', 5, RUN_STEPS);
  await keepSpend(ctx, run);

  const finalized = await transition(ctx, billingRun, run, 'finalize', {
    finalizedAt: ctx.now,
    lastProblem: null,
  });
  if (!finalized.ok) return finalized;
  await tellNews(ctx, run, program, picked, documents);
  return ok({ ...picked, documents });
}

/**
 * Marks what this run bills, and keeps it at hand with its fees for the length of the transaction. A charge that
 * another run is claiming at this moment makes this statement wait, and is then no longer free.
 */
async function claimCharges(ctx: Context, run: Run): Promise<void> {
  await ctx.db.execute(sql`drop table if exists pg_temp.picked_charge, pg_temp.picked_fee, pg_temp.issued`);
  await ctx.db.execute(sql`create temporary table picked_charge (
    charge_id bigint primary key, client_id uuid, supplier_id uuid, timesheet_id uuid, assignment_id uuid, worker_id uuid,
    department_id uuid, job_id uuid, cost_center_id uuid, week_ends_on date, pay_code text, minutes integer,
    bill_rate numeric(10, 4), amount_minor bigint, client_fee_minor bigint, supplier_fee_minor bigint) on commit drop`);
  await ctx.db.execute(sql`create temporary table picked_fee (
    charge_id bigint, fee_schedule_id uuid, funding text, base_minor bigint, fraction numeric(9, 6), fee_minor bigint) on commit drop`);
  await ctx.db.execute(sql`
    with claimed as (
      update charge c set billing_run_id = ${run.id}
      from timesheet t
      where ${isBillable(run.clientId, run.endsOn)}
      returning c.*
    )
    insert into picked_charge
    select id, client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
           week_ends_on, pay_code, minutes, bill_rate, amount_minor, 0, 0
    from claimed`);
  await ctx.db.execute(sql`insert into picked_fee ${feesOnCharges(sql`picked_charge`, run.clientId)}`);
  await ctx.db.execute(sql`
    update picked_charge p set client_fee_minor = f.client_fee_minor, supplier_fee_minor = f.supplier_fee_minor
    from (${feeSumsByCharge(sql`picked_fee`)}) f
    where f.charge_id = p.charge_id`);
  await ctx.db.execute(sql`analyze picked_charge`);
}

async function pickedSums(ctx: Context): Promise<{ lines: number; totalMinor: number }> {
  const [sums] = await ctx.db.execute<{ lines: number; total: number }>(sql`
    select count(*)::int as lines, coalesce(sum(amount_minor + client_fee_minor), 0)::bigint as total from picked_charge`);
  return { lines: sums?.lines ?? 0, totalMinor: sums?.total ?? 0 };
}

/**
 * Issues one client invoice and one self-bill per supplier. Numbers are taken here, by updating the series inside this
 * transaction: a rollback gives them back, so none is skipped.
 */
async function issueDocuments(ctx: Context, run: Run, program: ProgramFacts): Promise<IssuedDocument[]> {
  const day = today(ctx.now, program.timeZone);
  const issuedOn = day < run.endsOn ? run.endsOn : day;
  const terms = await termsOn(ctx, run.clientId, run.endsOn);
  const clientDays = terms?.paymentTermsDays ?? 30;
  const supplierDays = (terms?.supplierTermsDays ?? 30) + (terms?.payWhenPaid ? clientDays : 0);
  const [seller] = await ctx.db.select().from(organization).where(eq(organization.side, 'msp')).limit(1);
  if (!seller) throw new Error('There is no MSP organization to bill for');
  const year = Number(issuedOn.slice(0, 4));
  const paymentTerms = {
    client: `Net ${clientDays} days`,
    supplier: terms?.payWhenPaid
      ? `${terms.supplierTermsDays} days after the client has paid`
      : `Net ${supplierDays} days`,
  };
  await ctx.db.execute(
    sql`create temporary table issued (id uuid, kind text, supplier_id uuid) on commit drop`,
  );
  const rows = await ctx.db.execute<IssuedRow>(sql`
    with wanted as (
      select 'client_invoice' as kind, 'INV' as series, null::uuid as supplier_id, '' as sort_name,
             count(*)::int as line_count, sum(minutes)::bigint as minutes, sum(amount_minor)::bigint as time_minor, sum(client_fee_minor)::bigint as fee_minor
      from picked_charge
      union all
      select 'self_bill', 'SB', p.supplier_id, min(o.name), count(*)::int, sum(p.minutes)::bigint, sum(p.amount_minor)::bigint, -sum(p.supplier_fee_minor)::bigint
      from picked_charge p join organization o on o.id = p.supplier_id group by p.supplier_id
    ), ranked as (
      select *, row_number() over (partition by series order by sort_name, supplier_id) as place, count(*) over (partition by series) as wanted from wanted
    ), taken as (
      insert into number_series as s (legal_entity_id, series, year, next_number)
      select distinct ${seller.id}::uuid, series, ${year}::smallint, 1 + wanted::int from ranked order by 2
      on conflict (legal_entity_id, series, year) do update set next_number = s.next_number + excluded.next_number - 1
      returning series, next_number
    )
    insert into invoice (kind, client_id, supplier_id, billing_run_id, legal_entity_id, series, year, number, reference, currency,
      starts_on, ends_on, issued_on, due_on, line_count, minutes, time_minor, fee_minor, total_minor, parties, issued_at)
    select r.kind, ${run.clientId}, r.supplier_id, ${run.id}, ${seller.id}, r.series, ${year}, n.number,
      r.series || '-' || ${year}::text || '-' || lpad(n.number::text, 5, '0'), ${program.currency}, ${run.startsOn}::date, ${run.endsOn}::date,
      ${issuedOn}::date, case r.kind when 'client_invoice' then ${addDays(issuedOn, clientDays)}::date else ${addDays(issuedOn, supplierDays)}::date end,
      r.line_count, r.minutes, r.time_minor, r.fee_minor, r.time_minor + r.fee_minor,
      jsonb_build_object('msp', ${partyOf(sql`m`)}, 'client', ${partyOf(sql`c`)}, 'supplier', case when s.id is not null then ${partyOf(sql`s`)} end,
        'paymentTerms', case r.kind when 'client_invoice' then ${paymentTerms.client}::text else ${paymentTerms.supplier}::text end,
        -- Nobody knows yet when the client will pay; due_on is then when it should be at the latest.
        'payWhenPaid', r.kind = 'self_bill' and ${terms?.payWhenPaid ?? false}), ${ctx.now.toISOString()}::timestamptz
    from ranked r
    join taken t on t.series = r.series
    cross join lateral (select (t.next_number - r.wanted + r.place - 1)::int as number) n
    join organization m on m.id = ${seller.id}
    join organization c on c.id = ${run.clientId}
    left join organization s on s.id = r.supplier_id
    returning id, kind, supplier_id, reference, total_minor, due_on::text`);
  await ctx.db.execute(
    sql`insert into issued select id, kind, supplier_id from invoice where billing_run_id = ${run.id}`,
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    supplierId: row.supplier_id,
    totalMinor: row.total_minor,
    dueOn: row.due_on,
    payWhenPaid: row.kind === 'self_bill' && (terms?.payWhenPaid ?? false),
  }));
}

type IssuedRow = {
  id: string;
  kind: 'client_invoice' | 'self_bill';
  supplier_id: string | null;
  reference: string;
  total_minor: number;
  due_on: string;
};

/** A party's name and address as they are today, for a document that will not change when they move. */
const partyOf = (alias: SQL): SQL =>
  sql`jsonb_build_object('name', ${alias}.legal_name, 'addressLines', to_jsonb(${alias}.address_lines), 'taxId', ${alias}.tax_id)`;

/**
 * One line on the client's invoice and one on the supplier's self-bill for every charge; the supplier's side is the
 * complement. Written in the order in which documents are read, so that a line's id is also its place.
 */
async function writeLines(ctx: Context): Promise<void> {
  const [picked] = await ctx.db.execute<{ lines: boolean }>(
    sql`select exists (select from picked_charge) as lines`,
  );
  if (!picked?.lines) return;
  await ctx.db.execute(sql`
    insert into invoice_line (invoice_id, kind, client_id, supplier_id, charge_id, timesheet_id, assignment_id, worker_id, department_id,
      job_id, cost_center_id, week_ends_on, pay_code, minutes, bill_rate, amount_minor, fee_minor, total_minor)
    select i.id, i.kind, p.client_id, p.supplier_id, p.charge_id, p.timesheet_id, p.assignment_id, p.worker_id, p.department_id,
      p.job_id, p.cost_center_id, p.week_ends_on, p.pay_code, p.minutes, p.bill_rate, p.amount_minor, f.fee, p.amount_minor + f.fee
    from picked_charge p
    join issued i on i.kind = 'client_invoice' or i.supplier_id = p.supplier_id
    cross join lateral (select case i.kind when 'client_invoice' then p.client_fee_minor else -p.supplier_fee_minor end as fee) f
    join organization s on s.id = p.supplier_id
    join assignment a on a.id = p.assignment_id
    join cost_center k on k.id = p.cost_center_id
    order by i.id, s.name, s.id, a.worker_name, a.worker_id, a.number, p.week_ends_on,
      array_position(array['ST', 'OT', 'DT'], p.pay_code), k.code, p.bill_rate`);
  await ctx.db.execute(sql`
    insert into invoice_line_fee (charge_id, fee_schedule_id, invoice_id, client_id, supplier_id, funding, base_minor, fraction, fee_minor)
    select f.charge_id, f.fee_schedule_id, i.id, p.client_id, p.supplier_id, f.funding, f.base_minor, f.fraction, f.fee_minor
    from picked_fee f
    join picked_charge p on p.charge_id = f.charge_id
    join issued i on (f.funding = 'client' and i.kind = 'client_invoice') or (f.funding = 'supplier' and i.supplier_id = p.supplier_id)`);
}

async function tellNews(
  ctx: Context,
  run: Run,
  program: ProgramFacts,
  picked: { lines: number; totalMinor: number },
  documents: IssuedDocument[],
): Promise<void> {
  const { currency } = program;
  await recordEvent(
    ctx,
    runFinalized({
      subjectId: run.id,
      clientId: run.clientId,
      facts: { ...picked, currency, documents: documents.length },
    }),
  );
  await recordEvents(
    ctx,
    documents.map(({ id, kind, reference, supplierId, totalMinor }) => {
      const news = kind === 'client_invoice' ? invoiceIssued : selfBillIssued;
      return news({
        subjectId: id,
        clientId: run.clientId,
        supplierId,
        facts: { reference, totalMinor, currency },
      });
    }),
  );
}

import { sql } from 'drizzle-orm';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import { nextPeriod, type Period } from '#app/values/period.ts';

const WEEKS_SHOWN = 8;

export type ProgramGlance = {
  clientId: string;
  clientName: string;
  openRequisitions: number;
  activeAssignments: number;
  weeksToApprove: number;
  /** Null where nothing was billed yet. */
  nextPeriod: Period | null;
};

export type ClientGlance = {
  openRequisitions: number;
  activeWorkers: number;
  weeksToApprove: number;
  currency: string;
  /** The last billed month and the one before it, newest first: `2026-11`. */
  months: { month: string; totalMinor: number }[];
};

export type SupplierGlance = {
  openRequisitions: number;
  activeAssignments: number;
  statement: {
    id: string;
    reference: string;
    totalMinor: number;
    currency: string;
    dueOn: string;
    /** Whether the program pays its suppliers only when the client has paid. */
    paidWhenPaid: boolean;
    isPaid: boolean;
  } | null;
};

export type WorkerGlance = {
  weeks: { id: string; weekEndsOn: string; workedMinutes: number; status: string; clientName: string }[];
};

/** What stands beside the queue, by side. */
export type Glance =
  | { side: 'msp'; programs: ProgramGlance[]; showsBilling: boolean }
  | ({ side: 'client' } & ClientGlance)
  | ({ side: 'supplier' } & SupplierGlance)
  | ({ side: 'worker' } & WorkerGlance);

/** How things stand for the actor, in one query. */
export async function glance(ctx: Context, programs: ProgramFacts[]): Promise<Glance> {
  const { side, role } = ctx.actor;
  if (role === 'worker') return { side: 'worker', weeks: await lastWeeks(ctx) };
  if (side === 'msp') return programsAtAGlance(ctx, programs);
  return side === 'client'
    ? { side, ...(await clientAtAGlance(ctx, programs[0]?.currency ?? 'USD')) }
    : { side, ...(await supplierAtAGlance(ctx)) };
}

type ProgramCounts = {
  client_id: string;
  open: number;
  active: number;
  weeks: number;
  billed_to: string | null;
};

async function programsAtAGlance(ctx: Context, programs: ProgramFacts[]): Promise<Glance> {
  const rows = await ctx.db.execute<ProgramCounts>(sql`
    with open as (select client_id, count(*)::int as n from requisition where status = 'open' group by client_id),
      active as (select client_id, count(*)::int as n from assignment where status = 'active' group by client_id),
      weeks as (select client_id, count(*)::int as n from timesheet where status = 'submitted' group by client_id)
    select p.client_id, coalesce(o.n, 0) as open, coalesce(a.n, 0) as active, coalesce(w.n, 0) as weeks,
      (select b.ends_on::text from billing_run b where b.client_id = p.client_id and b.status = 'finalized'
       order by b.starts_on desc limit 1) as billed_to
    from program p
    left join open o using (client_id) left join active a using (client_id) left join weeks w using (client_id)
    limit 200`);
  const countsOf = new Map(rows.map((row) => [row.client_id, row]));
  return {
    side: 'msp',
    showsBilling: mayDo(ctx.actor, 'billing.read'),
    programs: programs.map(({ clientId, clientName, billingCadence, weekEndsOn }) => {
      const counts = countsOf.get(clientId);
      return {
        clientId,
        clientName,
        openRequisitions: counts?.open ?? 0,
        activeAssignments: counts?.active ?? 0,
        weeksToApprove: counts?.weeks ?? 0,
        nextPeriod: nextPeriod(billingCadence, counts?.billed_to ?? null, weekEndsOn),
      };
    }),
  };
}

async function clientAtAGlance(ctx: Context, currency: string): Promise<ClientGlance> {
  const { clientId } = ctx.actor;
  const [row] = await ctx.db.execute<Omit<ClientGlance, 'currency'>>(sql`
    select
      (select count(*)::int from requisition where client_id = ${clientId} and status = 'open') as "openRequisitions",
      (select count(distinct worker_id)::int from assignment where client_id = ${clientId} and status = 'active') as "activeWorkers",
      (select count(*)::int from timesheet where client_id = ${clientId} and status = 'submitted') as "weeksToApprove",
      (select coalesce(json_agg(m order by m.month desc), '[]') from (
        select to_char(month, 'YYYY-MM') as month, sum(total_minor)::bigint as "totalMinor" from client_spend
        where client_id = ${clientId} and month >= (select max(month) from client_spend where client_id = ${clientId}) - interval '1 month'
        group by client_spend.month) m) as months`);
  return {
    openRequisitions: row?.openRequisitions ?? 0,
    activeWorkers: row?.activeWorkers ?? 0,
    weeksToApprove: row?.weeksToApprove ?? 0,
    months: row?.months ?? [],
    currency,
  };
}

async function supplierAtAGlance(ctx: Context): Promise<SupplierGlance> {
  const { supplierId } = ctx.actor;
  const [row] = await ctx.db.execute<SupplierGlance>(sql`
    select
      (select count(*)::int from release l join requisition r on r.id = l.requisition_id
       where l.supplier_id = ${supplierId} and r.status = 'open') as "openRequisitions",
      (select count(*)::int from assignment where supplier_id = ${supplierId} and status = 'active') as "activeAssignments",
      (select row_to_json(s) from (
        select i.id, i.reference, i.total_minor as "totalMinor", i.currency, i.due_on as "dueOn", i.status = 'remitted' as "isPaid",
          coalesce((select t.pay_when_paid from program_terms t where t.client_id = i.client_id and t.effective_from <= i.issued_on
                    order by t.effective_from desc limit 1), false) as "paidWhenPaid"
        from invoice i where i.supplier_id = ${supplierId} and i.kind = 'self_bill'
        order by i.issued_on desc, i.id desc limit 1) s) as statement`);
  return {
    openRequisitions: row?.openRequisitions ?? 0,
    activeAssignments: row?.activeAssignments ?? 0,
    statement: mayDo(ctx.actor, 'invoice.read') ? (row?.statement ?? null) : null,
  };
}

async function lastWeeks(ctx: Context): Promise<WorkerGlance['weeks']> {
  const rows = await ctx.db.execute<WorkerGlance['weeks'][number]>(sql`
    select t.id, t.week_ends_on::text as "weekEndsOn", t.worked_minutes as "workedMinutes", t.status, coalesce(o.name, '') as "clientName"
    from (select * from timesheet where worker_id = ${ctx.actor.workerId}
            and not exists (select from timesheet later where later.corrects_id = timesheet.id)
          order by week_ends_on desc limit ${WEEKS_SHOWN}) t
    left join organization o on o.id = t.client_id
    order by t.week_ends_on desc`);
  return [...rows];
}

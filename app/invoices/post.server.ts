import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { issuedBy, type Origin } from './issue.server.ts';

/**
 * Writes the double entry of the documents issued, one balanced transaction per document. Debits are positive.
 *   client documents:   client receivable +C · billing clearing −A · fee income −client fees · tax payable −tax
 *   supplier documents: billing clearing +A · supplier payable −S · fee income −supplier fees · tax payable +tax passed on
 * A is time, expenses and charges less discounts. Clearing sums to nothing, because both sides bill the same charges.
 */
export async function postToLedger(ctx: Context, origin: Origin, currency: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into ledger_account (kind, client_id, supplier_id, currency)
    select distinct a.kind, i.client_id, case when a.kind = 'supplier_payable' then i.supplier_id end, ${currency}
    from invoice i
    cross join (values ('client_receivable'), ('billing_clearing'), ('fee_income'), ('tax_payable'), ('supplier_payable')) a (kind)
    where ${issuedBy(sql`i`, origin)} and (a.kind <> 'supplier_payable' or i.side = 'supplier') and (a.kind <> 'client_receivable' or i.side = 'client')
      and (a.kind <> 'tax_payable' or i.tax_minor <> 0)
    on conflict do nothing`);
  await ctx.db.execute(sql`
    insert into ledger_transaction (client_id, invoice_id, posted_on, memo)
    select client_id, id, issued_on, reference from invoice i where ${issuedBy(sql`i`, origin)}`);
  await ctx.db.execute(sql`
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select i.client_id, t.id, a.id, leg.amount
    from invoice i
    join ledger_transaction t on t.invoice_id = i.id
    cross join lateral (select case i.side when 'client' then 1 else -1 end as sign, i.time_minor + i.other_minor + i.discount_minor as work) d
    cross join lateral (values
      ('client_receivable', null::uuid,    case i.side when 'client' then i.total_minor else 0 end),
      ('supplier_payable',  i.supplier_id, case i.side when 'supplier' then -i.total_minor else 0 end),
      ('billing_clearing',  null::uuid,    -d.sign * d.work),
      -- The fee is added to the client's total and deducted from the supplier's: income either way.
      ('fee_income',        null::uuid,    -d.sign * i.fee_minor),
      ('tax_payable',       null::uuid,    -d.sign * i.tax_minor)
    ) leg (kind, supplier_id, amount)
    join ledger_account a on a.kind = leg.kind and a.client_id = i.client_id
      and a.supplier_id is not distinct from leg.supplier_id and a.currency = ${currency}
    where ${issuedBy(sql`i`, origin)} and leg.amount <> 0`);
}

/** Adds what was issued to the sums that dashboards read, in the month in which the period ends, so that they equal the documents. */
export async function keepSpend(ctx: Context, { endsOn }: Origin): Promise<void> {
  const month = `${endsOn.slice(0, 7)}-01`;
  await ctx.db.execute(sql`drop table if exists pg_temp.booked`);
  await ctx.db.execute(sql`
    create temporary table booked on commit drop as
    select p.client_id, p.supplier_id, p.department_id, p.job_id, p.pay_code, s.cost_center_id, s.minutes, s.amount_minor, s.discount_minor, s.fee_minor, s.tax_minor
    from picked_split s join priced_charge p on p.charge_id = s.charge_id
    union all
    select client_id, supplier_id, department_id, job_id, pay_code, cost_center_id, minutes, amount_minor, discount_minor, client_fee_minor, client_tax_minor
    from priced_charge p where not exists (select from picked_split s where s.charge_id = p.charge_id)`);
  await addSpend(ctx, 'client', month);
  await ctx.db.execute(sql`drop table booked`);
  await ctx.db.execute(sql`
    create temporary table booked on commit drop as
    select client_id, supplier_id, department_id, job_id, pay_code, cost_center_id, minutes, amount_minor, discount_minor,
           -supplier_fee_minor as fee_minor, supplier_tax_minor as tax_minor from priced_charge`);
  await addSpend(ctx, 'supplier', month);
  await ctx.db.execute(sql`
    insert into supplier_week_spend as s (client_id, supplier_id, week_ends_on, gross_minor)
    select client_id, supplier_id, week_ends_on, sum(amount_minor) from priced_charge where pay_code in ('ST', 'OT', 'DT') group by 1, 2, 3
    on conflict (client_id, supplier_id, week_ends_on) do update set gross_minor = s.gross_minor + excluded.gross_minor`);
}

async function addSpend(ctx: Context, side: 'client' | 'supplier', month: string): Promise<void> {
  const table = sql.identifier(`${side}_spend`);
  await ctx.db.execute(sql`
    insert into ${table} as s (client_id, month, supplier_id, department_id, job_id, cost_center_id,
      minutes, overtime_minutes, time_minor, other_minor, discount_minor, fee_minor, tax_minor, total_minor)
    select client_id, ${month}::date, supplier_id, department_id, job_id, cost_center_id, sum(minutes),
      coalesce(sum(minutes) filter (where pay_code in ('OT', 'DT')), 0),
      coalesce(sum(amount_minor) filter (where pay_code in ('ST', 'OT', 'DT')), 0), coalesce(sum(amount_minor) filter (where pay_code not in ('ST', 'OT', 'DT')), 0),
      sum(discount_minor), sum(fee_minor), sum(tax_minor), sum(amount_minor + discount_minor + fee_minor + tax_minor)
    from booked
    group by client_id, supplier_id, department_id, job_id, cost_center_id
    on conflict (client_id, month, supplier_id, department_id, job_id, cost_center_id) do update set
      minutes = s.minutes + excluded.minutes, overtime_minutes = s.overtime_minutes + excluded.overtime_minutes,
      time_minor = s.time_minor + excluded.time_minor, other_minor = s.other_minor + excluded.other_minor,
      discount_minor = s.discount_minor + excluded.discount_minor, fee_minor = s.fee_minor + excluded.fee_minor,
      tax_minor = s.tax_minor + excluded.tax_minor, total_minor = s.total_minor + excluded.total_minor`);
}

/**
 * Consumes purchase orders by what the client is billed on them. Two runs that reach for the same funds stand in line
 * at the order's row, and the database refuses whoever would overdraw it.
 */
export async function consumePurchaseOrders(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`
    update purchase_order o set consumed_minor = o.consumed_minor + p.total_minor
    from (select purchase_order_id, sum(amount_minor + discount_minor + client_fee_minor + client_tax_minor) as total_minor
          from priced_charge where purchase_order_id is not null group by 1 order by 1) p
    where o.id = p.purchase_order_id`);
}

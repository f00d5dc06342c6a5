import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

type Run = { id: string; clientId: string; endsOn: string };

/**
 * Writes the double entry of a run's documents, one balanced transaction per document. Debits are positive.
 *   client invoice: client receivable +C · billing clearing −A · fee income −client fees
 *   self-bill:      billing clearing +A · supplier payable −S · fee income −supplier fees
 * Clearing sums to nothing over a run, because both sides bill the same charges.
 */
export async function postToLedger(ctx: Context, run: Run, currency: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into ledger_account (kind, client_id, supplier_id, currency)
    select distinct a.kind, i.client_id, case when a.kind = 'supplier_payable' then i.supplier_id end, ${currency}
    from invoice i
    cross join (values ('client_receivable'), ('billing_clearing'), ('fee_income'), ('supplier_payable')) a (kind)
    where i.billing_run_id = ${run.id} and (a.kind = 'supplier_payable') = (i.kind = 'self_bill')
    on conflict do nothing`);
  await ctx.db.execute(sql`
    insert into ledger_transaction (client_id, invoice_id, posted_on, memo)
    select client_id, id, issued_on, reference from invoice where billing_run_id = ${run.id}`);
  await ctx.db.execute(sql`
    insert into ledger_entry (client_id, transaction_id, account_id, amount_minor)
    select i.client_id, t.id, a.id, leg.amount
    from invoice i
    join ledger_transaction t on t.invoice_id = i.id
    cross join lateral (values
      ('client_receivable', null::uuid,    case i.kind when 'client_invoice' then i.total_minor else 0 end),
      ('supplier_payable',  i.supplier_id, case i.kind when 'self_bill' then -i.total_minor else 0 end),
      ('billing_clearing',  null::uuid,    case i.kind when 'client_invoice' then -i.time_minor else i.time_minor end),
      -- The fee is added to the client's total and deducted from the supplier's: income either way.
      ('fee_income',        null::uuid,    case i.kind when 'client_invoice' then -i.fee_minor else i.fee_minor end)
    ) leg (kind, supplier_id, amount)
    join ledger_account a on a.kind = leg.kind and a.client_id = i.client_id
      and a.supplier_id is not distinct from leg.supplier_id and a.currency = ${currency}
    where i.billing_run_id = ${run.id} and leg.amount <> 0`);
}

/** Adds the run to the sums that dashboards read, in the month in which the period ends, so that they equal the invoices. */
export async function keepSpend(ctx: Context, run: Run): Promise<void> {
  const month = `${run.endsOn.slice(0, 7)}-01`;
  for (const side of ['client', 'supplier'] as const) {
    const table = sql.identifier(`${side}_spend`);
    const fee = side === 'client' ? sql`client_fee_minor` : sql`-supplier_fee_minor`;
    await ctx.db.execute(sql`
      insert into ${table} as s (client_id, month, supplier_id, department_id, job_id, cost_center_id,
        minutes, overtime_minutes, time_minor, fee_minor, total_minor)
      select client_id, ${month}::date, supplier_id, department_id, job_id, cost_center_id, sum(minutes),
        coalesce(sum(minutes) filter (where pay_code <> 'ST'), 0), sum(amount_minor), sum(${fee}), sum(amount_minor + ${fee})
      from picked_charge
      group by client_id, supplier_id, department_id, job_id, cost_center_id
      on conflict (client_id, month, supplier_id, department_id, job_id, cost_center_id) do update set
        minutes = s.minutes + excluded.minutes, overtime_minutes = s.overtime_minutes + excluded.overtime_minutes,
        time_minor = s.time_minor + excluded.time_minor, fee_minor = s.fee_minor + excluded.fee_minor,
        total_minor = s.total_minor + excluded.total_minor`);
  }
}

import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { Origin } from './issue.server.ts';
import { splitPriced } from './split.server.ts';

/** Whether a priced charge stands on a credit memo; the same question that `issueDocuments` asks. */
const isCredit = ({ correctionId }: Origin): SQL =>
  correctionId ? sql`p.credits_charge_id is not null` : sql`p.pay_code = 'RBT'`;

/**
 * One line on the client's document and one on the supplier's for every priced charge; the supplier's side is the
 * complement. Written in the order in which documents are read, so that a line's id is also its place. With each line
 * the fees and taxes it bears, and what each cost center bears of it.
 */
export async function writeLines(ctx: Context, origin: Origin): Promise<void> {
  const onDocument = sql`join issued i on i.is_credit = (${isCredit(origin)}) and (i.side = 'client' or i.supplier_id = p.supplier_id)`;
  await ctx.db.execute(sql`
    insert into invoice_line (invoice_id, kind, client_id, supplier_id, charge_id, timesheet_id, assignment_id, worker_id, department_id,
      job_id, cost_center_id, purchase_order_id, week_ends_on, service_from, pay_code, minutes, bill_rate, amount_minor, discount_minor, fee_minor, tax_minor, total_minor)
    select i.id, i.kind, p.client_id, p.supplier_id, p.charge_id, p.timesheet_id, p.assignment_id, p.worker_id, p.department_id,
      p.job_id, p.cost_center_id, p.purchase_order_id, p.week_ends_on, p.service_from, p.pay_code, p.minutes, p.bill_rate, p.amount_minor, p.discount_minor,
      f.fee, f.tax, p.amount_minor + p.discount_minor + f.fee + f.tax
    from priced_charge p
    ${onDocument}
    cross join lateral (select case i.side when 'client' then p.client_fee_minor else -p.supplier_fee_minor end as fee,
                               case i.side when 'client' then p.client_tax_minor else p.supplier_tax_minor end as tax) f
    join organization s on s.id = p.supplier_id
    join assignment a on a.id = p.assignment_id
    join cost_center k on k.id = p.cost_center_id
    order by i.id, s.name, s.id, a.worker_name, a.worker_id, a.number, p.week_ends_on,
      array_position(array['ST', 'OT', 'DT', 'EXP', 'MSC', 'RBT'], p.pay_code), k.code, p.bill_rate, p.charge_id`);
  await ctx.db.execute(sql`
    insert into invoice_line_fee (charge_id, fee_schedule_id, invoice_id, client_id, supplier_id, funding, base_minor, fraction, fee_minor, capped)
    select f.charge_id, f.fee_schedule_id, i.id, p.client_id, p.supplier_id, f.funding, f.base_minor, f.fraction, f.fee_minor, f.capped
    from picked_fee f
    join priced_charge p on p.charge_id = f.charge_id
    ${onDocument} and i.side = f.funding`);
  await writeTaxes(ctx, onDocument);
  await splitPriced(ctx);
  await ctx.db.execute(sql`
    insert into invoice_line_split (charge_id, cost_center_id, invoice_id, client_id, percent, minutes, amount_minor, discount_minor, fee_minor, tax_minor, total_minor)
    select s.charge_id, s.cost_center_id, i.id, s.client_id, s.percent, s.minutes, s.amount_minor, s.discount_minor, s.fee_minor, s.tax_minor,
      s.amount_minor + s.discount_minor + s.fee_minor + s.tax_minor
    from picked_split s join priced_charge p on p.charge_id = s.charge_id ${onDocument} and i.side = 'client'`);
}

async function writeTaxes(ctx: Context, onDocument: SQL): Promise<void> {
  await ctx.db.execute(sql`
    insert into invoice_line_tax (charge_id, side, leg, invoice_id, client_id, supplier_id, tax_rule_id, rate, base_minor, tax_minor)
    select t.charge_id, t.side, t.leg, i.id, p.client_id, p.supplier_id, t.tax_rule_id, t.rate, t.base_minor, t.tax_minor
    from picked_tax t join priced_charge p on p.charge_id = t.charge_id ${onDocument} and i.side = t.side
    where t.rate > 0`);
  await ctx.db.execute(sql`
    insert into invoice_tax (invoice_id, client_id, supplier_id, leg, tax_rule_id, certificate_id, jurisdiction, base, rate, base_minor, tax_minor, reason, takes_back)
    select i.id, p.client_id, case when i.side = 'supplier' then i.supplier_id end, t.leg, t.tax_rule_id, t.certificate_id, t.jurisdiction, t.base, t.rate,
      sum(t.base_minor), sum(t.tax_minor), t.reason, t.takes_back
    from picked_tax t join priced_charge p on p.charge_id = t.charge_id ${onDocument} and i.side = t.side
    -- As agent each supplier is a seller of its own, and the client's document says so line by line.
    group by i.id, p.client_id, i.side, i.supplier_id, t.leg, t.tax_rule_id, t.certificate_id, t.jurisdiction, t.base, t.rate, t.reason, t.takes_back,
      case when i.side = 'client' and t.leg = 'supply' and exists (select from invoice d where d.id = i.id and d.parties ->> 'taxFlow' = 'agent') then p.supplier_id end`);
  // Where no rule is in use, a document still says why it shows no tax.
  await ctx.db.execute(sql`
    insert into invoice_tax (invoice_id, client_id, supplier_id, leg, jurisdiction, base, rate, base_minor, tax_minor, reason)
    select i.id, p.client_id, case when i.side = 'supplier' then i.supplier_id end, 'supply', s.country || '-' || s.region, 'none', 0,
      sum(p.amount_minor + p.discount_minor), 0, 'No rule in use here taxes work in ' || s.region
    from priced_charge p ${onDocument}
    join picked_place s on s.assignment_id = p.assignment_id and s.job_id = p.job_id
    where p.credits_charge_id is null and not exists (select from picked_tax t where t.charge_id = p.charge_id and t.leg = 'supply')
    group by i.id, p.client_id, i.side, i.supplier_id, s.country, s.region`);
}

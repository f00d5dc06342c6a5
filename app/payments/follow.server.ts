import { sql, type SQL } from 'drizzle-orm';
import { expenseSheet } from '#app/expenses/lifecycle.ts';
import type { Context } from '#app/platform/context.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { timesheet } from '#app/timesheets/lifecycle.ts';
import { idList } from './open-documents.server.ts';

/**
 * Lets the weeks and expense sheets on these documents follow the money: paid once the client has paid every invoice
 * that they stand on, complete once every statement that they stand on is on its way to the supplier. Credits that
 * are still open hold nothing up.
 * @param invoiceIds documents of either side
 */
export async function followTheMoney(ctx: Context, invoiceIds: string[]): Promise<void> {
  if (invoiceIds.length === 0) return;
  const weeks = {
    touched: sql`"timesheet"."id" in (select l.timesheet_id from invoice_line l where l.invoice_id in (${idList(invoiceIds)}))`,
    charges: sql`charge c where c.timesheet_id = "timesheet"."id"`,
  };
  await transitionAll(ctx, timesheet, 'pay', settledOn(weeks, 'client_invoice', 'paid'));
  await transitionAll(ctx, timesheet, 'remit', settledOn(weeks, 'self_bill', 'remitted'));
  const sheets = {
    touched: sql`"expense_sheet"."id" in (
      select e.sheet_id from invoice_line l join charge c on c.id = l.charge_id join expense_line e on e.id = c.expense_line_id
      where l.invoice_id in (${idList(invoiceIds)}))`,
    charges: sql`charge c join expense_line e on e.id = c.expense_line_id where e.sheet_id = "expense_sheet"."id"`,
  };
  await transitionAll(ctx, expenseSheet, 'pay', settledOn(sheets, 'client_invoice', 'paid'));
  await transitionAll(ctx, expenseSheet, 'remit', settledOn(sheets, 'self_bill', 'remitted'));
}

/**
 * Takes weeks and expense sheets back from complete to paid whose statements a bank has sent the money back for. They
 * are complete again once they are paid again.
 * @param invoiceIds statements that are payable again
 * @returns the weeks that went back
 */
export async function followTheReturn(ctx: Context, invoiceIds: string[]): Promise<string[]> {
  if (invoiceIds.length === 0) return [];
  const onThem = sql`from invoice_line l join invoice i on i.id = l.invoice_id and i.kind = 'self_bill'`;
  const weeks = await transitionAll(
    ctx,
    timesheet,
    'return',
    sql`"timesheet"."id" in (select l.timesheet_id ${onThem} where l.invoice_id in (${idList(invoiceIds)}))`,
  );
  await transitionAll(
    ctx,
    expenseSheet,
    'return',
    sql`"expense_sheet"."id" in (
      select e.sheet_id ${onThem} join charge c on c.id = l.charge_id join expense_line e on e.id = c.expense_line_id
      where l.invoice_id in (${idList(invoiceIds)}))`,
  );
  return weeks;
}

/** Touched, with nothing unbilled and no document of this kind that has not come so far. */
function settledOn(
  { touched, charges }: { touched: SQL; charges: SQL },
  kind: 'client_invoice' | 'self_bill',
  status: 'paid' | 'remitted',
): SQL {
  const side = kind === 'client_invoice' ? 'client' : 'supplier';
  return sql`${touched} and not exists (
    select from (select c.id from ${charges} and c.voided_at is null) c
    left join invoice_line l on l.charge_id = c.id and l.side = ${side}
    left join invoice i on i.id = l.invoice_id
    where i.id is null or (i.kind = ${kind} and i.status <> ${status}))`;
}

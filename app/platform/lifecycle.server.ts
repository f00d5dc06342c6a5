import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgTable, PgColumn } from 'drizzle-orm/pg-core';
import * as schema from '#db/schema/index.ts';
import { next, statusesBefore, type Lifecycle, type VerbOf } from '#app/values/lifecycle.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import type { Context } from './context.server.ts';

type TableWithStatus = PgTable & { id: PgColumn; status: PgColumn };

const tables: Record<string, TableWithStatus> = {
  approval: schema.approval,
  assignment: schema.assignment,
  bank_account: schema.bankAccount,
  billing_run: schema.billingRun,
  correction: schema.correction,
  expense_sheet: schema.expenseSheet,
  invoice: schema.invoice,
  ledger_period: schema.ledgerPeriod,
  misc_charge: schema.miscCharge,
  offer: schema.offer,
  payment: schema.payment,
  payment_run: schema.paymentRun,
  privacy_request: schema.privacyRequest,
  rate_card_import: schema.rateCardImport,
  requisition: schema.requisition,
  revision: schema.revision,
  scorecard: schema.scorecard,
  submittal: schema.submittal,
  timesheet: schema.timesheet,
};

function tableOf(lifecycle: Lifecycle): TableWithStatus {
  const table = tables[lifecycle.table];
  if (!table) throw new Error(`No table carries the lifecycle of ${lifecycle.thing}`);
  return table;
}

const words = (status: string) => status.replaceAll('_', ' ');

/**
 * Moves one row along its lifecycle, and is with `transitionAll` the only code that writes a `status`.
 * Compare-and-set: the row moves only from the status it was read in.
 * @param row as it was loaded; its `status` is what the move starts from
 * @param set other columns that change in the same statement, such as `approvedBy`
 * Refuses with `Stale` when somebody moved it meanwhile, saying where it stands now.
 */
export async function transition<L extends Lifecycle, Row extends { id: string; status: string }>(
  ctx: Context,
  lifecycle: L,
  row: Row,
  verb: VerbOf<L>,
  set: Partial<Omit<Row, 'id' | 'status'>> = {},
): Promise<Result<Row>> {
  const table = tableOf(lifecycle);
  const status = next(lifecycle, row.status, verb);
  if (!status) return stale(`This is ${words(row.status)} already.`);
  const moved = await ctx.db
    .update(table)
    .set({ ...set, status })
    .where(and(eq(table.id, row.id), eq(table.status, row.status)))
    .returning({ id: table.id });
  if (moved.length === 1) return ok({ ...row, ...set, status });
  const [current] = await ctx.db.select({ status: table.status }).from(table).where(eq(table.id, row.id));
  return stale(
    current
      ? `Somebody was faster: this is now ${words(String(current.status))}.`
      : 'This is no longer here.',
  );
}

/**
 * Moves every row that the condition finds and that may make this move, in one statement.
 * @returns the ids of the rows that moved; the others were left as they are
 */
export async function transitionAll<L extends Lifecycle>(
  ctx: Context,
  lifecycle: L,
  verb: VerbOf<L>,
  where: SQL | undefined,
  set: Record<string, unknown> = {},
): Promise<string[]> {
  const table = tableOf(lifecycle);
  const from = statusesBefore(lifecycle, verb);
  const moves = from.map((status) => sql`when ${status} then ${next(lifecycle, status, verb)}`);
  const moved = await ctx.db
    .update(table)
    .set({ ...set, status: sql`case ${table.status} ${sql.join(moves, sql` `)} end` })
    .where(and(inArray(table.status, from), where))
    .returning({ id: table.id });
  return moved.map(({ id }) => String(id));
}

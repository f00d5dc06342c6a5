import { and, asc, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import { assignment, expenseSheet as sheets, program } from '#db/schema/index.ts';
import { approvedIn, byWay, mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { whyNotWaiting, type ApprovalOutcome, type SheetSkipped } from '../approval-outcome.ts';
import { expensesApproved } from '../events.ts';
import { MAX_BULK } from '../forms.ts';
import { expenseSheet, isDecidable } from '../lifecycle.ts';

type WaitingSheet = Awaited<ReturnType<typeof lockSheets>>[number];

/**
 * Approves submitted sheets, one or many: each line becomes a charge with the flag of its code as it is now.
 * A sheet that may not or can no longer be approved is left as it is and named with the reason; the others go through.
 * @param ids at most 200; a sheet named twice counts once
 */
export async function approveSheets(ctx: Context, ids: string[]): Promise<ApprovalOutcome> {
  const asked = [...new Set(ids)];
  if (asked.length > MAX_BULK) throw new RangeError(`At most ${MAX_BULK} sheets are approved at once`);
  const found = await lockSheets(ctx, asked);
  const reasons = new Map(found.map((sheet) => [sheet.id, whyNot(ctx, sheet)]));
  const skipped = asked.flatMap((id): SheetSkipped[] => {
    const reason = reasons.has(id) ? reasons.get(id) : ({ kind: 'missing', why: 'it is not here' } as const);
    return reason ? [{ id, ...reason }] : [];
  });
  const passing = found.filter((sheet) => !reasons.get(sheet.id));
  if (passing.length === 0) return { approved: [], skipped };

  const moved = await sign(ctx, passing);
  await freezeCharges(ctx, moved, passing);
  const approved = passing.map(({ id, title, workerName, amountMinor, currency }) => ({
    ...{ id, title, workerName, amountMinor, currency },
  }));
  return { approved, skipped };
}

/** In one's own right together; and together those in the place of each person whom one stands in for. */
async function sign(ctx: Context, passing: WaitingSheet[]): Promise<string[]> {
  const moved: string[] = [];
  for (const { as, subjects } of byWay(ctx, 'expense.approve', passing)) {
    const chosen = inArray(
      sheets.id,
      subjects.map(({ id }) => id),
    );
    moved.push(...(await transitionAll(ctx, expenseSheet, 'approve', chosen, approvedIn(as))));
    await recordEvents(
      as,
      subjects.map(({ id, clientId, supplierId, title, amountMinor, currency }) =>
        expensesApproved({ subjectId: id, clientId, supplierId, facts: { title, amountMinor, currency } }),
      ),
    );
  }
  return moved;
}

/** In the order of their ids, so that two approvers with the same sheets wait for each other and never deadlock. */
function lockSheets(ctx: Context, ids: string[]) {
  return ctx.db
    .select({
      id: sheets.id,
      status: sheets.status,
      clientId: sheets.clientId,
      supplierId: sheets.supplierId,
      workerId: sheets.workerId,
      hiringManagerId: sheets.hiringManagerId,
      submittedBy: sheets.submittedBy,
      title: sheets.title,
      amountMinor: sheets.totalMinor,
      workerName: assignment.workerName,
      currency: program.currency,
    })
    .from(sheets)
    .innerJoin(assignment, eq(assignment.id, sheets.assignmentId))
    .innerJoin(program, eq(program.clientId, sheets.clientId))
    .where(and(inArray(sheets.id, ids), or(ne(sheets.status, 'draft'), isNotNull(sheets.submittedAt))))
    .orderBy(asc(sheets.id))
    .for('update', { of: sheets });
}

function whyNot(ctx: Context, sheet: WaitingSheet): Omit<SheetSkipped, 'id'> | null {
  if (!mayDo(ctx.actor, 'expense.approve', sheet))
    return { kind: 'refused', why: 'it is not yours to approve' };
  return isDecidable(sheet.status) ? null : { kind: 'stale', why: whyNotWaiting(sheet.status) };
}

/** One charge for each line, dated by the day it was spent. What they sum to is held against what was shown. */
async function freezeCharges(ctx: Context, moved: string[], passing: WaitingSheet[]): Promise<void> {
  const frozen = await ctx.db.execute<{ sheet_id: string; amount_minor: number }>(sql`
    with made as (
      insert into charge (client_id, supplier_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
        week_ends_on, service_from, pay_code, minutes, amount_minor, expense_line_id, bears_fees, purchase_order_id, note)
      select l.client_id, l.supplier_id, s.assignment_id, s.worker_id, a.department_id, a.job_id, l.cost_center_id,
        l.spent_on + (p.week_ends_on - extract(dow from l.spent_on)::int + 7) % 7, l.spent_on, 'EXP', 0, l.amount_minor,
        l.id, c.bears_fees, a.purchase_order_id, left(concat_ws(' · ', c.name, nullif(l.note, '')), 400)
      from expense_line l
      join expense_sheet s on s.id = l.sheet_id
      join assignment a on a.id = s.assignment_id
      join program p on p.client_id = s.client_id
      join expense_code c on c.id = l.expense_code_id
      where l.sheet_id = any(${sql.param(moved)}::uuid[])
      order by l.sheet_id, l.place
      returning expense_line_id, amount_minor)
    select l.sheet_id, sum(m.amount_minor)::bigint as amount_minor
    from made m join expense_line l on l.id = m.expense_line_id group by l.sheet_id`);
  const amounts = new Map([...frozen].map((row) => [row.sheet_id, row.amount_minor]));
  const wrong = passing.find(({ id, amountMinor }) => amounts.get(id) !== amountMinor);
  if (wrong || moved.length !== passing.length)
    throw new Error(`The charges of ${wrong?.id ?? 'a sheet'} do not come to its total`);
}

import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { assignment, expenseSheet, miscCharge, organization, program } from '#db/schema/index.ts';
import { assignmentRef } from '#app/assignments/public.server.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage } from '#app/platform/http/params.server.ts';
import { programsIn } from '#app/programs/public.server.ts';
import type { ChargeQuery, SheetQuery } from './forms.ts';
import { isDecidable } from './lifecycle.ts';
import { unlessDraftOfOthers } from './sheet.server.ts';

const PAGE_ROWS = 50;

const idOf = (row: { id: string }) => row.id;

/** How people call a sheet: the assignment, and which sheet of it. */
export const sheetRef = (assignmentNumber: number, number: number): string =>
  `${assignmentRef(assignmentNumber)}-E${number}`;

/** The rows after the one that the last page ended with. */
const after = (table: typeof expenseSheet | typeof miscCharge, id: string | undefined): SQL | undefined =>
  id
    ? sql`(${table.createdAt}, ${table.id}) < ((select t.created_at from ${table} t where t.id = ${id}), ${id}::uuid)`
    : undefined;

/** Expense sheets, newest first, fifty at a time. The page is cut before anything is joined. */
export async function sheetsNewestFirst(ctx: Context, query: SheetQuery) {
  const own = ownRows(ctx, {
    clientId: expenseSheet.clientId,
    supplierId: expenseSheet.supplierId,
    workerId: expenseSheet.workerId,
  });
  const page = ctx.db
    .select()
    .from(expenseSheet)
    .where(
      and(
        own,
        unlessDraftOfOthers(ctx),
        query.status ? eq(expenseSheet.status, query.status) : undefined,
        query.program ? eq(expenseSheet.clientId, query.program) : undefined,
        query.assignment ? eq(expenseSheet.assignmentId, query.assignment) : undefined,
        after(expenseSheet, query.after),
      ),
    )
    .orderBy(desc(expenseSheet.createdAt), desc(expenseSheet.id))
    .limit(PAGE_ROWS + 1)
    .as('page');
  const rows = await ctx.db
    .select({
      id: page.id,
      number: page.number,
      status: page.status,
      title: page.title,
      totalMinor: page.totalMinor,
      lineCount: page.lineCount,
      clientId: page.clientId,
      supplierId: page.supplierId,
      workerId: page.workerId,
      hiringManagerId: page.hiringManagerId,
      submittedBy: page.submittedBy,
      submittedAt: page.submittedAt,
      createdAt: page.createdAt,
      workerName: assignment.workerName,
      assignmentNumber: assignment.number,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
    })
    .from(page)
    .innerJoin(assignment, eq(assignment.id, page.assignmentId))
    .innerJoin(program, eq(program.clientId, page.clientId))
    .innerJoin(organization, eq(organization.id, page.clientId))
    .orderBy(desc(page.createdAt), desc(page.id));
  const listed = rows.map(({ assignmentNumber, number, ...row }) => ({
    ...row,
    ref: sheetRef(assignmentNumber, number),
    mayApprove: isDecidable(row.status) && mayDo(ctx.actor, 'expense.approve', row),
  }));
  return keysetPage(listed, PAGE_ROWS, idOf);
}
export type ListedSheet = Awaited<ReturnType<typeof sheetsNewestFirst>>['rows'][number];

/** Miscellaneous charges, newest first, fifty at a time. */
export async function chargesNewestFirst(ctx: Context, query: ChargeQuery) {
  const own = ownRows(ctx, { clientId: miscCharge.clientId, supplierId: miscCharge.supplierId });
  const page = ctx.db
    .select()
    .from(miscCharge)
    .where(
      and(
        own,
        query.status ? eq(miscCharge.status, query.status) : undefined,
        query.cadence ? eq(miscCharge.cadence, query.cadence) : undefined,
        query.program ? eq(miscCharge.clientId, query.program) : undefined,
        query.assignment ? eq(miscCharge.assignmentId, query.assignment) : undefined,
        after(miscCharge, query.after),
      ),
    )
    .orderBy(desc(miscCharge.createdAt), desc(miscCharge.id))
    .limit(PAGE_ROWS + 1)
    .as('page');
  const rows = await ctx.db
    .select({
      id: page.id,
      status: page.status,
      label: page.label,
      amountMinor: page.amountMinor,
      cadence: page.cadence,
      startsOn: page.startsOn,
      endsOn: page.endsOn,
      workerName: assignment.workerName,
      assignmentNumber: assignment.number,
      clientName: organization.name,
      currency: program.currency,
    })
    .from(page)
    .innerJoin(assignment, eq(assignment.id, page.assignmentId))
    .innerJoin(program, eq(program.clientId, page.clientId))
    .innerJoin(organization, eq(organization.id, page.clientId))
    .orderBy(desc(page.createdAt), desc(page.id));
  const listed = rows.map(({ assignmentNumber, ...row }) => ({
    ...row,
    assignmentRef: assignmentRef(assignmentNumber),
  }));
  return keysetPage(listed, PAGE_ROWS, idOf);
}
export type ListedCharge = Awaited<ReturnType<typeof chargesNewestFirst>>['rows'][number];

/** What the filters of both lists offer and what they are called. */
export async function listSurroundings(ctx: Context, assignmentId: string | undefined) {
  const programs = ctx.actor.side === 'msp' ? await programsIn(ctx) : [];
  const [chosen] = assignmentId
    ? await ctx.db
        .select({ number: assignment.number, workerName: assignment.workerName })
        .from(assignment)
        .where(eq(assignment.id, assignmentId))
    : [];
  return {
    programs: programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName })),
    assignmentLabel: chosen ? `${assignmentRef(chosen.number)}, ${chosen.workerName}` : null,
    mayEnter: mayDo(ctx.actor, 'expense.enter'),
    mayRequest: mayDo(ctx.actor, 'miscCharge.request'),
    seesCharges: mayDo(ctx.actor, 'miscCharge.read'),
    side: ctx.actor.side,
    isWorker: ctx.actor.workerId !== null,
  };
}

import { and, asc, eq, gte, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import { assignment, expenseSheet, miscCharge, program } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { accountInCharge } from '#app/platform/authorization/vocabulary.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { formatDate } from '#app/values/week.ts';
import { cadenceWord } from './schedule.ts';

const APPROVALS_LIMIT = 100;
const CORRECTIONS_LIMIT = 50;
const OVERDUE_DAYS = 7;
/** Drafts older than this are looked up in the list, so that the queue's cost does not grow with history. */
const REMEMBERED_DAYS = 180;

/** What waits for the actor in this slice, each with its action in place. */
export async function waitingExpenses(ctx: Context): Promise<WaitingItem[]> {
  switch (ctx.actor.role) {
    case 'hiringManager':
    case 'clientAdmin':
      return [...(await waitingSheets(ctx)), ...(await waitingCharges(ctx))];
    case 'clientFinance':
      return waitingCharges(ctx);
    case 'mspCoordinator':
      return waitingSheets(ctx);
    case 'recruiter':
    case 'supplierAdmin':
    case 'worker':
      return sheetsSentBack(ctx);
    default:
      return [];
  }
}

/** Sheets that wait for the actor's approval: a manager's own, and of everybody's those that wait too long. */
export function waitingSheets(ctx: Context): Promise<WaitingItem[]> {
  const { actor } = ctx;
  const mine =
    actor.role === 'hiringManager'
      ? eq(expenseSheet.hiringManagerId, accountInCharge(actor))
      : lt(expenseSheet.submittedAt, daysAgo(ctx, OVERDUE_DAYS));
  return sheetsToApprove(ctx, mine);
}

/** Charges that wait for the actor's approval, likewise. */
export function waitingCharges(ctx: Context): Promise<WaitingItem[]> {
  const { actor } = ctx;
  const mine =
    actor.role === 'hiringManager'
      ? eq(assignment.hiringManagerId, accountInCharge(actor))
      : lt(miscCharge.createdAt, daysAgo(ctx, OVERDUE_DAYS));
  return chargesToApprove(ctx, mine);
}

const daysAgo = (ctx: Context, days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
const linesInWords = (count: number) => (count === 1 ? '1 line' : `${count} lines`);

async function sheetsToApprove(ctx: Context, mine: SQL): Promise<WaitingItem[]> {
  const rows = await ctx.db
    .select({ sheet: expenseSheet, workerName: assignment.workerName, currency: program.currency })
    .from(expenseSheet)
    .innerJoin(assignment, eq(assignment.id, expenseSheet.assignmentId))
    .innerJoin(program, eq(program.clientId, expenseSheet.clientId))
    .where(and(eq(expenseSheet.status, 'submitted'), ownRows(ctx, { clientId: expenseSheet.clientId }), mine))
    .orderBy(asc(expenseSheet.submittedAt), asc(expenseSheet.id))
    .limit(APPROVALS_LIMIT);
  return rows
    .filter(({ sheet }) => mayDo(ctx.actor, 'expense.approve', sheet))
    .map(({ sheet, workerName, currency }) => ({
      key: `expenses-${sheet.id}`,
      kind: 'Expenses',
      title: workerName,
      detail: `${sheet.title} · ${linesInWords(sheet.lineCount)}`,
      since: sheet.submittedAt ?? ctx.now,
      to: `/expenses/${sheet.id}`,
      amountMinor: sheet.totalMinor,
      currency,
      unusual: [],
      actions: [
        { label: 'Approve', to: `/expenses/${sheet.id}/approval`, post: true, tone: 'primary' },
        { label: 'Reject', to: `/expenses/${sheet.id}/rejection` },
      ],
      bulk: { formTo: '/expenses/approvals', label: 'Approve', field: 'ids', value: sheet.id },
    }));
}

async function chargesToApprove(ctx: Context, mine: SQL): Promise<WaitingItem[]> {
  const rows = await ctx.db
    .select({
      charge: miscCharge,
      workerName: assignment.workerName,
      hiringManagerId: assignment.hiringManagerId,
      currency: program.currency,
    })
    .from(miscCharge)
    .innerJoin(assignment, eq(assignment.id, miscCharge.assignmentId))
    .innerJoin(program, eq(program.clientId, miscCharge.clientId))
    .where(and(eq(miscCharge.status, 'submitted'), ownRows(ctx, { clientId: miscCharge.clientId }), mine))
    .orderBy(asc(miscCharge.createdAt), asc(miscCharge.id))
    .limit(APPROVALS_LIMIT);
  return rows
    .filter(({ charge, hiringManagerId }) =>
      mayDo(ctx.actor, 'miscCharge.approve', { ...charge, hiringManagerId, submittedBy: charge.requestedBy }),
    )
    .map(({ charge, workerName, currency }) => ({
      key: `charge-${charge.id}`,
      kind: 'Charge',
      title: charge.label,
      detail: `${workerName} · ${whenInWords(charge)} · asked for by ${charge.requestedByName}`,
      since: charge.createdAt,
      to: `/charges/${charge.id}`,
      amountMinor: charge.amountMinor,
      currency,
      unusual: [],
      actions: [
        { label: 'Approve', to: `/charges/${charge.id}/approval`, post: true, tone: 'primary' },
        { label: 'Reject', to: `/charges/${charge.id}/rejection` },
      ],
    }));
}

function whenInWords({ cadence, startsOn, endsOn }: typeof miscCharge.$inferSelect): string {
  if (cadence === 'once') return `once, on ${formatDate(startsOn)}`;
  return `${cadenceWord(cadence).toLowerCase()} until ${formatDate(endsOn ?? startsOn)}`;
}

/** Sheets that somebody sent back, for whoever entered them. */
async function sheetsSentBack(ctx: Context): Promise<WaitingItem[]> {
  const own = ownRows(ctx, { supplierId: expenseSheet.supplierId, workerId: expenseSheet.workerId });
  const rows = await ctx.db
    .select({
      sheet: expenseSheet,
      workerName: assignment.workerName,
      currency: program.currency,
      rejectedAt: sql<
        string | null
      >`(select max(e.at) from event e where e.subject_id = ${expenseSheet.id} and e.kind = 'expenseSheet.rejected')`,
    })
    .from(expenseSheet)
    .innerJoin(assignment, eq(assignment.id, expenseSheet.assignmentId))
    .innerJoin(program, eq(program.clientId, expenseSheet.clientId))
    .where(
      and(
        own,
        eq(expenseSheet.status, 'draft'),
        isNotNull(expenseSheet.rejectedReason),
        gte(expenseSheet.createdAt, daysAgo(ctx, REMEMBERED_DAYS)),
      ),
    )
    .orderBy(asc(expenseSheet.createdAt), asc(expenseSheet.id))
    .limit(CORRECTIONS_LIMIT);
  return rows.map(({ sheet, workerName, currency, rejectedAt }) => ({
    key: `expenses-${sheet.id}`,
    kind: 'Expenses',
    title: workerName,
    detail: `${sheet.title} · ${linesInWords(sheet.lineCount)}, sent back`,
    since: rejectedAt ? new Date(rejectedAt) : sheet.createdAt,
    to: `/expenses/${sheet.id}`,
    amountMinor: sheet.totalMinor,
    currency,
    unusual: [`Sent back: ${sheet.rejectedReason}`],
    actions: [{ label: 'Correct', to: `/expenses/${sheet.id}`, tone: 'primary' }],
  }));
}

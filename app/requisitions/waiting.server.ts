import { and, asc, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import {
  department,
  organization,
  program,
  rateCardEntry,
  release,
  requisition,
  requisitionBudget,
} from '#db/schema/index.ts';
import { waitingForMySignature } from '#app/approvals/public.server.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatRate } from '#app/values/rate.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import { formatDate, today } from '#app/values/week.ts';
import { decidedAt } from './queries.server.ts';
import { requisitionRef } from './reference.ts';
import { cardOnTheStart } from './rows.server.ts';
import { findings, LARGE_ESTIMATE_MINOR } from './rules.ts';

const QUEUE_LIMIT = 100;
/** A recruiter is asked to submit for so long after a release; later it is found in the list. */
const FRESH_DAYS = 30;

/** What of requisitions waits for the actor: signatures, releases, revisions, new needs. Oldest first within each. */
export async function waitingRequisitions(ctx: Context): Promise<WaitingItem[]> {
  const { role, side } = ctx.actor;
  const items: WaitingItem[] = [];
  if (role === 'approver' || role === 'clientFinance' || role === 'clientAdmin')
    items.push(...(await requisitionsToSign(ctx)));
  if (mayDo(ctx.actor, 'requisition.release')) items.push(...(await toRelease(ctx)));
  if (side === 'client' && mayDo(ctx.actor, 'requisition.draft')) items.push(...(await toRevise(ctx)));
  if (mayDo(ctx.actor, 'submittal.submit')) items.push(...(await toAnswer(ctx)));
  return items;
}

const columns = {
  row: requisition,
  clientName: organization.name,
  departmentName: department.name,
  currency: program.currency,
  timeZone: program.timeZone,
};

const needs = (ctx: Context) =>
  ctx.db
    .select({
      ...columns,
      estimateMinor: requisitionBudget.estimateMinor,
      cardMax: rateCardEntry.maxBillRate,
      decidedAt,
    })
    .from(requisition)
    .innerJoin(organization, eq(organization.id, requisition.clientId))
    .innerJoin(program, eq(program.clientId, requisition.clientId))
    .innerJoin(department, eq(department.id, requisition.departmentId))
    .leftJoin(requisitionBudget, eq(requisitionBudget.requisitionId, requisition.id))
    .leftJoin(rateCardEntry, cardOnTheStart);

type Need = Awaited<ReturnType<typeof needs>>[number];

const people = (count: number) => (count === 1 ? '1 position' : `${count} positions`);

function itemOf(
  { row, departmentName, estimateMinor, currency }: Need,
  rest: Pick<WaitingItem, 'since' | 'actions'> & Partial<WaitingItem>,
): WaitingItem {
  return {
    key: `requisition:${row.id}`,
    kind: 'Requisition',
    title: `${requisitionRef(row.number)} ${row.title}`,
    detail: `${people(row.positions)} · ${departmentName} · from ${formatDate(row.startsOn)}`,
    to: `/requisitions/${row.id}/details`,
    amountMinor: estimateMinor,
    currency,
    unusual: [],
    ...rest,
  };
}

/** Needs that wait for the actor's signature. */
export async function requisitionsToSign(ctx: Context): Promise<WaitingItem[]> {
  const asked = await waitingForMySignature(ctx, 'requisition');
  if (asked.length === 0) return [];
  const rows = await needs(ctx).where(
    and(
      inArray(
        requisition.id,
        asked.map(({ subjectId }) => subjectId),
      ),
      eq(requisition.status, 'pending_approval'),
    ),
  );
  return asked.flatMap(({ subjectId, requestedAt, requestedByName }) => {
    const need = rows.find(({ row }) => row.id === subjectId);
    const mine = need && mayDo(ctx.actor, 'requisition.approve', need.row);
    if (!need || !mine) return [];
    const to = `/requisitions/${subjectId}`;
    return itemOf(need, {
      since: requestedAt,
      detail: `${people(need.row.positions)} · ${need.departmentName} · asked by ${requestedByName}`,
      unusual: findingsOf(ctx, need),
      actions: [
        { label: 'Approve', to: `${to}/approval`, post: true, tone: 'primary' },
        { label: 'Reject', to: `${to}/rejection`, tone: 'quiet' },
      ],
    });
  });
}

function findingsOf(ctx: Context, { row, estimateMinor, cardMax, timeZone, currency }: Need): string[] {
  return findings(
    { ...row, estimateMinor: estimateMinor ?? 0 },
    { cardMax, today: today(ctx.now, timeZone), largeEstimate: formatMoney(LARGE_ESTIMATE_MINOR, currency) },
  );
}

async function toRelease(ctx: Context): Promise<WaitingItem[]> {
  const rows = await needs(ctx)
    .where(eq(requisition.status, 'approved'))
    .orderBy(asc(requisition.id))
    .limit(QUEUE_LIMIT);
  return rows.map((need) =>
    itemOf(need, {
      since: need.decidedAt ?? need.row.submittedAt ?? need.row.createdAt,
      detail: `${need.clientName} · ${people(need.row.positions)} · from ${formatDate(need.row.startsOn)}`,
      actions: [{ label: 'Release', to: `/requisitions/${need.row.id}/release`, tone: 'primary' }],
    }),
  );
}

async function toRevise(ctx: Context): Promise<WaitingItem[]> {
  const { accountId } = ctx.actor;
  const rows = await needs(ctx)
    .where(
      and(
        ownRows(ctx, { clientId: requisition.clientId }),
        eq(requisition.status, 'rejected'),
        or(eq(requisition.hiringManagerId, accountId), eq(requisition.createdBy, accountId)),
      ),
    )
    .orderBy(asc(requisition.id))
    .limit(QUEUE_LIMIT);
  return rows.map((need) =>
    itemOf(need, {
      since: need.decidedAt ?? need.row.createdAt,
      unusual: ['Rejected'],
      actions: [
        { label: 'Revise', to: `/requisitions/${need.row.id}/revision`, post: true, tone: 'primary' },
      ],
    }),
  );
}

async function toAnswer(ctx: Context): Promise<WaitingItem[]> {
  const { supplierId } = ctx.actor;
  if (supplierId === null) return [];
  const freshSince = new Date(ctx.now.getTime() - FRESH_DAYS * 24 * 60 * 60 * 1000);
  const rows = await ctx.db
    .select({ ...columns, releasedAt: release.releasedAt })
    .from(release)
    .innerJoin(requisition, and(eq(requisition.id, release.requisitionId), eq(requisition.status, 'open')))
    .innerJoin(organization, eq(organization.id, requisition.clientId))
    .innerJoin(program, eq(program.clientId, requisition.clientId))
    .innerJoin(department, eq(department.id, requisition.departmentId))
    .where(
      and(
        eq(release.supplierId, supplierId),
        gt(release.releasedAt, freshSince),
        sql`${requisition.filled} < ${requisition.positions}`,
      ),
    )
    .orderBy(desc(release.releasedAt))
    .limit(QUEUE_LIMIT);
  return rows.map(({ row, clientName, currency, releasedAt }) => ({
    key: `requisition:${row.id}`,
    kind: 'Requisition',
    title: `${requisitionRef(row.number)} ${row.title}`,
    detail: `${clientName} · ${people(row.positions - row.filled)} left · at most ${currency} ${formatRate(row.maxBillRate)} an hour`,
    since: releasedAt,
    to: `/requisitions/${row.id}`,
    unusual: [],
    actions: [{ label: 'Submit a candidate', to: `/requisitions/${row.id}/submittals/new`, tone: 'primary' }],
  }));
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { formatDate } from '#app/values/week.ts';
import { hours, money, rate, stated, summed, type Proof } from './proof.ts';
import type { DocumentFacts } from './document-facts.server.ts';
import { isTime, payCodeName, roundingOf } from './words.ts';

/** Up to so many lines stand on the page itself; a larger document leads to its own lines. */
const LINES_SHOWN = 100;
const GROUPS_SHOWN = 100;

type GroupRow = { id: string; name: string; lines: number; minor: number; groups: number };
type LineRow = {
  chargeId: number;
  groupId: string;
  workerName: string;
  payCode: string;
  weekEndsOn: string;
  minutes: number;
  billRate: string | null;
  amountMinor: number;
};

/** The work on a document: hours, and what is no time, each by supplier or, on a supplier's own, by worker. */
export async function workProof(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const { timeMinor, otherMinor } = document;
  const proofs: Proof[] = [];
  for (const kind of ['time', 'other'] as const) {
    const groups = await groupsOf(ctx, document, kind);
    if (groups.length === 0) continue;
    const minor = kind === 'time' ? timeMinor : otherMinor;
    const label = kind === 'time' ? 'Time' : 'Expenses, charges and rebates';
    const how = document.side === 'client' ? 'by supplier' : 'by worker';
    proofs.push(summed(label, money(minor), groups, { how }));
  }
  return proofs;
}

const ofKind = (kind: 'time' | 'other') =>
  kind === 'time' ? sql`l.pay_code in ('ST', 'OT', 'DT')` : sql`l.pay_code not in ('ST', 'OT', 'DT')`;

async function groupsOf(ctx: Context, document: DocumentFacts, kind: 'time' | 'other'): Promise<Proof[]> {
  const isClients = document.side === 'client';
  const by = isClients ? sql`l.supplier_id` : sql`l.worker_id`;
  const name = isClients
    ? sql`(select o.name from organization o where o.id = g.id)`
    : sql`(select a.worker_name from assignment a where a.worker_id = g.id order by a.number desc limit 1)`;
  const rows = await ctx.db.execute<GroupRow>(sql`
    select g.*, ${name} as name from (
      select ${by} as id, count(*)::int as lines, sum(l.amount_minor)::bigint as minor, count(*) over ()::int as groups
      from invoice_line l where l.invoice_id = ${document.id} and ${ofKind(kind)} group by 1
      order by abs(sum(l.amount_minor)) desc, 1 limit ${GROUPS_SHOWN}) g
    order by abs(g.minor) desc, g.id`);
  const lines = document.lineCount <= LINES_SHOWN ? await linesOf(ctx, document, kind) : null;
  const shown = rows.map((row) => groupProof(document, row, lines));
  const others = (rows[0]?.groups ?? 0) - rows.length;
  if (others <= 0) return shown;
  const all = kind === 'time' ? document.timeMinor : document.otherMinor;
  const restMinor = rows.reduce((rest, { minor }) => rest - minor, all);
  return [...shown, stated(`${others} more`, money(restMinor), 'all of them stand on the document')];
}

function groupProof(document: DocumentFacts, row: GroupRow, lines: LineRow[] | null): Proof {
  const filter = document.side === 'client' ? 'supplier' : 'worker';
  const source = { label: 'Its lines', to: `/invoices/${document.id}?${filter}=${row.id}#lines` };
  const how = row.lines === 1 ? '1 line' : `${row.lines} lines`;
  if (!lines) return stated(row.name, money(row.minor), how, { source });
  const own = lines.filter(({ groupId }) => groupId === row.id).map((line) => lineProof(document, line));
  return summed(row.name, money(row.minor), own, { how, source });
}

async function linesOf(ctx: Context, document: DocumentFacts, kind: 'time' | 'other'): Promise<LineRow[]> {
  const group = document.side === 'client' ? sql`l.supplier_id` : sql`l.worker_id`;
  const rows = await ctx.db.execute<LineRow>(sql`
    select l.charge_id as "chargeId", ${group} as "groupId", a.worker_name as "workerName", l.pay_code as "payCode", l.week_ends_on::text as "weekEndsOn",
      l.minutes, case when c.credits_charge_id is null then l.bill_rate::text end as "billRate", l.amount_minor as "amountMinor"
    from invoice_line l join charge c on c.id = l.charge_id join assignment a on a.id = l.assignment_id
    where l.invoice_id = ${document.id} and ${ofKind(kind)} order by l.id`);
  return [...rows];
}

function lineProof({ side, currency }: DocumentFacts, line: LineRow): Proof {
  const { chargeId, workerName, payCode, weekEndsOn, minutes, billRate, amountMinor } = line;
  const label = `${workerName}, ${(payCodeName[payCode] ?? payCode).toLowerCase()}, week to ${formatDate(weekEndsOn)}`;
  const source = { label: 'The whole line', to: `/proofs/charges/${chargeId}?side=${side}` };
  if (billRate === null || !isTime(payCode))
    return stated(label, money(amountMinor), 'its amount', { source });
  const parts = [
    stated('Hours', hours(minutes), 'as approved'),
    stated('Bill rate', rate(billRate), 'frozen then'),
  ];
  return {
    label,
    value: money(amountMinor),
    how: 'hours × rate',
    operation: { kind: 'product' },
    rounding: roundingOf(parts, currency),
    source,
    parts,
  };
}

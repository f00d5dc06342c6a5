import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  coverageOf,
  filterWhere,
  firstDayOf,
  formatMonths,
  inMonths,
  isNarrowed,
  lastDayOf,
  monthsAsked,
  namesOf,
  scopeOf,
  scopeWhere,
  spendChoices,
  spendDocuments,
  spendLink,
  sumBehind,
  windowOf,
  type Months,
  type SpendFilters,
  type SpendScope,
} from '#app/spend/public.server.ts';
import { formatDate } from '#app/values/week.ts';
import type { Explained } from './explained.ts';
import type { SpendQuery } from './spend-query.server.ts';
import { money, stated, summed, type Proof } from './proof.ts';

/** Of each month, at most so many documents are named; the rest are one sum. */
const DOCUMENTS_A_MONTH = 25;
const PARTS_A_MONTH = 50;

/**
 * The proof of a figure of the dashboard: months, and of each the documents whose period ends in it. Where filters leave
 * a part of the documents, a single month is proven by them and several by the part of each month, which has a proof of
 * its own. Null where the program asked for is not one that the actor sees.
 */
export async function explainSpend(ctx: Context, query: SpendQuery): Promise<Explained | null> {
  authorize(ctx, 'spend.read');
  authorize(ctx, 'proof.read');
  const { view, month, from, to, period, after: _, ...filters } = query;
  const scope = await scopeOf(ctx, { client: filters.client, view });
  if (!scope) return null;
  const months = period
    ? windowOf(period, (await coverageOf(ctx, scope)).data, ctx.now.toISOString().slice(0, 7))
    : await monthsAsked(ctx, scope, { ...filters, view, month, from, to });
  const { totalMinor } = await sumBehind(ctx, scope, filters, months);
  const narrowed = filters.supplier ?? filters.department ?? filters.job;
  const names = await namesOf(ctx, scope, filters, narrowed ? await spendChoices(ctx, scope) : []);
  const address = spendLink('/proofs/spend', { ...filters, view: scope.view, months });
  return {
    address: '/proofs/spend',
    query: Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? '')),
    title: [formatMonths(months), ...names.map(({ name }) => name)].join(' · '),
    lead:
      scope.view === 'earnings'
        ? 'What suppliers earned: the statements whose period ends in these months.'
        : 'What was billed to clients: the invoices whose period ends in these months.',
    currency: scope.currency,
    proof: summed(
      scope.view === 'earnings' ? 'Earned' : 'Spent',
      money(totalMinor),
      await monthProofs(ctx, scope, filters, months),
      {
        how: 'month by month',
      },
    ),
    besides: [],
    back: { label: 'The figures', to: spendLink('/spend', { ...filters, view: scope.view }) },
  };
}

async function monthProofs(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
): Promise<Proof[]> {
  const sums = await monthSums(ctx, scope, filters, months);
  if (!isNarrowed(filters)) return ofDocuments(ctx, scope, months, sums, wholeDocuments(scope, months));
  if (months.from === months.to)
    return ofDocuments(ctx, scope, months, sums, partsOfDocuments(scope, filters, months));
  return ofParts(ctx, scope, filters, months, sums);
}

type MonthSum = { month: string; minor: number };

async function monthSums(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
): Promise<MonthSum[]> {
  const rows = await ctx.db.execute<MonthSum>(sql`
    select to_char(s.month, 'YYYY-MM') as month, sum(s.total_minor)::bigint as minor from ${sql.identifier(scope.rollup)} s
    where ${scopeWhere(scope, 's')} and ${filterWhere(filters, 's')} and ${inMonths(sql`s.month`, months)} group by 1 order by 1`);
  return [...rows];
}

type DocumentRow = {
  month: string;
  id: string;
  reference: string;
  issuedOn: string;
  minor: number;
  place: number;
  documents: number;
  rest: number;
};

/** Documents of the side that is looked at, with lines: fees of a month are not spend on work. */
const documentsOf = (scope: SpendScope, months: Months) => sql`
  ${spendDocuments(scope)} and ${scopeWhere(scope, 'i')}
  and i.ends_on between ${firstDayOf(months.from)}::date and ${lastDayOf(months.to)}::date`;

const wholeDocuments = (scope: SpendScope, months: Months) => sql`
  select i.id, i.reference, i.issued_on, i.ends_on, i.total_minor as minor from invoice i where ${documentsOf(scope, months)}`;

/** What filters leave of each document: its lines, and of a line that is booked by percentage the part of a cost center. */
const partsOfDocuments = (scope: SpendScope, filters: SpendFilters, months: Months) => {
  const { costCenter, ...others } = filters;
  const part = costCenter
    ? sql`cross join lateral (
        select case when exists (select from invoice_line_split p where p.charge_id = l.charge_id and l.side = 'client')
          then (select p.total_minor from invoice_line_split p where p.charge_id = l.charge_id and p.cost_center_id = ${costCenter})
          when l.cost_center_id = ${costCenter} then l.total_minor end as minor) b`
    : sql`cross join lateral (select l.total_minor as minor) b`;
  return sql`
    select i.id, i.reference, i.issued_on, i.ends_on, sum(b.minor)::bigint as minor
    from invoice i join invoice_line l on l.invoice_id = i.id ${part}
    where ${documentsOf(scope, months)} and ${filterWhere(others, 'l')} and b.minor is not null group by i.id`;
};

async function ofDocuments(
  ctx: Context,
  scope: SpendScope,
  months: Months,
  sums: MonthSum[],
  documents: ReturnType<typeof sql>,
): Promise<Proof[]> {
  const rows = await ctx.db.execute<DocumentRow>(sql`
    select * from (
      select d.id, d.reference, d.issued_on::text as "issuedOn", to_char(d.ends_on, 'YYYY-MM') as month, d.minor,
        row_number() over (partition by date_trunc('month', d.ends_on) order by abs(d.minor) desc, d.id)::int as place,
        count(*) over (partition by date_trunc('month', d.ends_on))::int as documents, sum(d.minor) over (partition by date_trunc('month', d.ends_on))::bigint as rest
      from (${documents}) d) each_one
    where place <= ${DOCUMENTS_A_MONTH} order by month, place`);
  return sums.map(({ month, minor }) => {
    const own = rows.filter((row) => row.month === month);
    return summed(
      formatMonths({ from: month, to: month }),
      money(minor),
      [...own.map(documentProof), ...others(own)],
      {
        how: own[0] ? `${own[0].documents === 1 ? '1 document' : `${own[0].documents} documents`}` : '',
        source: {
          label: 'The lines',
          to: spendLink('/spend/lines', {
            client: scope.clientId ?? undefined,
            view: scope.view,
            months: { from: month, to: month },
          }),
        },
      },
    );
  });
}

const documentProof = ({ id, reference, issuedOn, minor }: DocumentRow): Proof =>
  stated(reference, money(minor), `issued ${formatDate(issuedOn)}`, {
    source: { label: 'How it comes about', to: `/proofs/invoices/${id}` },
  });

function others(shown: DocumentRow[]): Proof[] {
  const [first] = shown;
  const left = (first?.documents ?? 0) - shown.length;
  if (!first || left <= 0) return [];
  const rest = shown.reduce((total, { minor }) => total - minor, first.rest);
  return [stated(left === 1 ? '1 more document' : `${left} more documents`, money(rest), 'the smaller ones')];
}

type PartRow = {
  month: string;
  id: string;
  name: string | null;
  minor: number;
  place: number;
  parts: number;
  all: number;
};

/** Several months of a part: by supplier, or to a supplier by client; each month has a proof by its documents. */
async function ofParts(
  ctx: Context,
  scope: SpendScope,
  filters: SpendFilters,
  months: Months,
  sums: MonthSum[],
): Promise<Proof[]> {
  const by = ctx.actor.side === 'supplier' ? sql`s.client_id` : sql`s.supplier_id`;
  const rows = await ctx.db.execute<PartRow>(sql`
    select r.*, (select o.name from organization o where o.id = r.id) as name from (
      select to_char(s.month, 'YYYY-MM') as month, ${by} as id, sum(s.total_minor)::bigint as minor,
        row_number() over (partition by s.month order by abs(sum(s.total_minor)) desc, ${by})::int as place,
        count(*) over (partition by s.month)::int as parts, (sum(sum(s.total_minor)) over (partition by s.month))::bigint as "all"
      from ${sql.identifier(scope.rollup)} s
      where ${scopeWhere(scope, 's')} and ${filterWhere(filters, 's')} and ${inMonths(sql`s.month`, months)} group by s.month, ${by}) r
    where r.place <= ${PARTS_A_MONTH} order by r.month, r.place`);
  return sums.map(({ month, minor }) => {
    const own = rows.filter((row) => row.month === month);
    const shown = own.map((row) => stated(row.name ?? 'Not shown', money(row.minor), 'as billed'));
    const left = (own[0]?.parts ?? 0) - own.length;
    const rest = own.reduce((total, row) => total - row.minor, own[0]?.all ?? 0);
    const parts = left > 0 ? [...shown, stated(`${left} more`, money(rest), 'the smaller ones')] : shown;
    return summed(formatMonths({ from: month, to: month }), money(minor), parts, {
      how: 'the part of its documents that the filters leave',
      source: {
        label: 'By document',
        to: spendLink('/proofs/spend', { ...filters, view: scope.view, months: { from: month, to: month } }),
      },
    });
  });
}

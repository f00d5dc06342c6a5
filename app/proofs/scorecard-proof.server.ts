import { sql } from 'drizzle-orm';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal, toSafeInteger } from '#app/values/decimal.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatMonth } from '#app/values/week.ts';
import type { Explained } from './explained.ts';
import { money, percent, stated, summed, type Proof } from './proof.ts';
import { levelProof, type LevelRow } from './scorecard-level.ts';

type CardRow = {
  id: string;
  clientId: string;
  clientName: string;
  month: string;
  currency: string;
  status: string;
  feeMinor: number;
  atRiskFraction: string;
  atRiskMinor: number;
  exactMinor: string;
  creditMinor: number;
  earnBackMinor: number;
};

/** The proof of a month's service credit; null where there is none, or a wall stands before it. */
export async function explainScorecard(ctx: Context, id: string): Promise<Explained | null> {
  const card = await cardRow(ctx, id);
  if (!card) return null;
  authorize(ctx, 'scorecard.read', card);
  const month = formatMonth(card.month.slice(0, 7));
  const parts = await partsOfCredit(ctx, card);
  return {
    address: `/proofs/scorecards/${id}`,
    query: {},
    title: `Service credit of ${month}`,
    lead: `${card.clientName}, ${card.status === 'frozen' ? 'as it was frozen' : 'as it stands now'}.`,
    currency: card.currency,
    proof: {
      ...{ label: 'Service credit', value: money(card.creditMinor), operation: { kind: 'least' }, parts },
      how: 'what the missed levels come to, and never more than stands at risk',
      source: { label: `Scorecard ${month}`, to: `/scorecards/${id}` },
    },
    besides: [],
    back: { label: `Scorecard ${month}`, to: `/scorecards/${id}` },
  };
}

/** What stands on a document as a service credit, or as earned back, down to what was measured. */
export async function serviceCreditProof(
  ctx: Context,
  item: { label: string; amountMinor: number; note: string; scorecardId: string; kind: string },
): Promise<Proof> {
  const { label, amountMinor, note, scorecardId, kind } = item;
  const card = await cardRow(ctx, scorecardId);
  const source = { label: 'The scorecard', to: `/scorecards/${scorecardId}` };
  if (!card || !mayDo(ctx.actor, 'scorecard.read', card)) return stated(label, money(amountMinor), note);
  if (kind === 'earn_back') {
    const levels = await levelRows(ctx, scorecardId);
    const earned = levels.filter(({ earnBackMinor }) => earnBackMinor > 0);
    const parts = earned.map(({ name, earnBackMinor }) =>
      stated(name, money(earnBackMinor), 'credited before, and met in every month since that was agreed'),
    );
    return summed(label, money(amountMinor), parts, { how: note, source });
  }
  return {
    ...{ label, value: money(amountMinor), how: note, source },
    operation: { kind: 'least', negative: true },
    parts: await partsOfCredit(ctx, card),
  };
}

async function partsOfCredit(ctx: Context, card: CardRow): Promise<Proof[]> {
  const { atRiskMinor, atRiskFraction, feeMinor, currency } = card;
  const levels = await levelRows(ctx, card.id);
  const atRisk: Proof = {
    ...{ label: 'At risk', value: money(atRiskMinor), operation: { kind: 'product' } },
    how: `${formatPercent(atRiskFraction)} of the MSP fee of the month`,
    rounding: 'once, half away from zero',
    parts: [await feeProof(ctx, card), stated('Share at risk', percent(atRiskFraction), 'as agreed')],
  };
  // Before the cap each level stands with what it would cost by itself; without a cap with what it does cost.
  const isCapped = new Decimal(card.exactMinor).round(0).gt(atRiskMinor);
  const cost = ({ exactMinor, creditMinor }: LevelRow) =>
    isCapped ? toSafeInteger(new Decimal(exactMinor).round(0)) : creditMinor;
  const nodes = levels.map((level) => levelProof(level, cost(level), atRiskMinor));
  const together = nodes.reduce((sum, _node, index) => {
    const level = levels[index];
    return level ? sum + cost(level) : sum;
  }, 0);
  return [
    atRisk,
    summed('Missed levels', money(together), nodes, {
      how: isCapped
        ? `before the cap at ${formatMoney(atRiskMinor, currency)} of ${formatMoney(feeMinor, currency)}`
        : 'each by its weight',
    }),
  ];
}

async function feeProof(ctx: Context, { id, feeMinor }: CardRow): Promise<Proof> {
  const rows = await ctx.db.execute<{ label: string; invoiceId: string | null; minor: number; note: string }>(
    sql`select label, invoice_id as "invoiceId", amount_minor as minor, note from scorecard_fee where scorecard_id = ${id} order by place limit 410`,
  );
  const parts = [...rows].map(({ label, invoiceId, minor, note }) =>
    stated(label, money(minor), note || 'as it was when the month was counted', {
      source: invoiceId ? { label: 'Its proof', to: `/proofs/invoices/${invoiceId}` } : undefined,
    }),
  );
  return summed('MSP fee of the month', money(feeMinor), parts, { how: 'as it was kept with the scorecard' });
}

async function cardRow(ctx: Context, id: string): Promise<CardRow | null> {
  const [row] = await ctx.db.execute<CardRow>(sql`
    select s.id, s.client_id as "clientId", o.name as "clientName", s.month::text, s.currency, s.status, s.fee_minor as "feeMinor",
      s.at_risk_fraction::text as "atRiskFraction", s.at_risk_minor as "atRiskMinor", s.exact_minor::text as "exactMinor",
      s.credit_minor as "creditMinor", s.earn_back_minor as "earnBackMinor"
    from scorecard s join organization o on o.id = s.client_id where s.id = ${id}`);
  return row ?? null;
}

async function levelRows(ctx: Context, id: string): Promise<LevelRow[]> {
  const rows = await ctx.db.execute<LevelRow>(sql`
    select l.name, l.unit, l.direction, l.expected::text, l.minimum::text, l.n_min as "nMin", l.weight::text, l.source, l.counted, l.met,
      l.judged_value::text as "judgedValue", l.judged_counted as "judgedCounted", l.excused, l.miss::text, l.months_running as "monthsRunning",
      l.multiplier::text, l.exact_minor::text as "exactMinor", l.credit_minor as "creditMinor", l.earn_back_minor as "earnBackMinor",
      l.method, l.note, l.entered_by_name as "enteredByName", s.miss_rule as "missRule",
      coalesce((select array_agg(r.claimed_by_name || ': ' || r.reason order by r.claimed_at) from scorecard_relief r
                where r.scorecard_id = l.scorecard_id and r.service_level_id = l.service_level_id), '{}') as claims
    from scorecard_level l join scorecard s on s.id = l.scorecard_id where l.scorecard_id = ${id} order by l.place`);
  return [...rows];
}

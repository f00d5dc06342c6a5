import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';
import { lineAmountMinor } from '#app/values/price.ts';
import { formatDate } from '#app/values/week.ts';
import type { BilledLine, ChargeFacts, Side } from './charge-facts.server.ts';
import { creditRounding, creditWords, takesBack, type Credit } from './credit.server.ts';
import { sourceFor } from './links.server.ts';
import { exactAmount, hours, money, percent, rate, stated, type Proof } from './proof.ts';
import { placeInTax } from './same-pricing.server.ts';
import { shareWords } from './words.ts';

type TaxRow = {
  leg: 'supply' | 'client_fee' | 'supplier_fee';
  taxRuleId: string;
  rate: string;
  baseMinor: number;
  taxMinor: number;
  jurisdiction: string;
  base: 'full' | 'fee_only' | 'none';
  source: string;
  sourcedOn: string;
  /** Why there is none, as the document prints it. */
  reason: string | null;
  postedMinor: number;
};

const legs: Record<TaxRow['leg'], string> = {
  supply: 'on the work',
  client_fee: 'on the fee that the client bears',
  supplier_fee: 'on the fee that the supplier bears',
};

/** The taxes of a line, each by its rule; also those that are nothing, with the reason. */
export async function taxProofs(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  side: Side,
  credit: Credit | null,
): Promise<Proof[]> {
  const rows = await ctx.db.execute<TaxRow>(sql`
    select t.leg, t.tax_rule_id as "taxRuleId", t.rate::text as rate, t.base_minor as "baseMinor", t.tax_minor as "taxMinor",
      r.jurisdiction, r.base, r.source, r.sourced_on::text as "sourcedOn",
      (select d.reason from invoice_tax d where d.invoice_id = t.invoice_id and d.leg = t.leg and d.tax_rule_id = t.tax_rule_id and d.rate = t.rate and d.reason <> '' limit 1) as reason,
      coalesce((select o.tax_minor from invoice_line_tax o where o.charge_id = ${charge.creditsChargeId}::bigint and o.side = t.side and o.leg = t.leg), 0) as "postedMinor"
    from invoice_line_tax t join tax_rule r on r.id = t.tax_rule_id
    where t.charge_id = ${charge.id} and t.side = ${side}
    order by array_position(array['supply', 'client_fee', 'supplier_fee'], t.leg)`);
  const proofs: Proof[] = [];
  for (const row of rows) proofs.push(await taxProof(ctx, charge, line, side, credit, row));
  return proofs;
}

async function taxProof(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  side: Side,
  credit: Credit | null,
  row: TaxRow,
): Promise<Proof> {
  const isZero = new Decimal(row.rate).eq(0);
  const node = {
    label: `Tax, ${row.jurisdiction}, ${legs[row.leg]}`,
    value: money(row.taxMinor),
    notes: [`Source: ${row.source}, looked up on ${formatDate(row.sourcedOn)}.`],
    source: sourceFor(
      ctx,
      'tax.read',
      { clientId: ctx.actor.clientId ?? undefined },
      {
        label: 'Tax rule',
        to: `/taxes/${row.taxRuleId}`,
      },
    ),
  };
  if (credit)
    return {
      ...node,
      label: `${node.label}, taken back`,
      how: `the credit ${creditWords(credit, charge.currency)}, and of the tax as much, at the rule of then`,
      operation: takesBack(credit, row.postedMinor),
      rounding: creditRounding,
      parts: [stated('Tax of that line', money(row.postedMinor), 'as it was billed')],
    };
  if (isZero) return { ...node, how: row.reason ?? 'no tax', operation: { kind: 'stated' }, parts: [] };
  const isWageLeftOut = row.base === 'fee_only' && row.leg === 'supply';
  if (isWageLeftOut && !mayDo(ctx.actor, 'rates.readPay', charge))
    return {
      ...node,
      how: `${formatPercent(row.rate)} of what the line is above the cost of the worker`,
      operation: { kind: 'stated' },
      parts: [],
      hidden:
        'What the worker is paid is not shown to clients, so the base of one line is not either. The document states the base of all its lines.',
    };
  return { ...node, ...(await shareOfTax(ctx, charge, line, side, row)) };
}

async function shareOfTax(ctx: Context, charge: ChargeFacts, line: BilledLine, side: Side, row: TaxRow) {
  const negative = row.leg === 'supplier_fee';
  const place = await placeInTax(ctx, charge, line, side, row);
  const baseMinor = negative ? -row.baseMinor : row.baseMinor;
  const numerator = new Decimal(baseMinor).times(row.rate);
  const exact = exactAmount(numerator, charge.currency);
  return {
    how: negative
      ? 'charged on the fee, and so deducted'
      : `at ${formatPercent(row.rate)}, once for each rule on the sum of all lines`,
    operation: {
      kind: 'share' as const,
      numerator: numerator.toFixed(),
      denominator: '1',
      negative,
      ...place,
    },
    rounding: shareWords(place, exact, 'under this rule'),
    parts: [
      await baseProof(ctx, charge, line, row, baseMinor),
      stated('Rate', percent(row.rate), `of ${row.jurisdiction}`),
    ],
  };
}

/** What the tax is taken on. */
async function baseProof(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  row: TaxRow,
  baseMinor: number,
): Promise<Proof> {
  const value = money(baseMinor);
  if (row.leg !== 'supply') return stated('Fees of this line', value, 'as above');
  const net = [
    stated('Amount', money(line.amountMinor), 'of this line'),
    ...(line.discountMinor === 0 ? [] : [stated('Discount', money(line.discountMinor), 'as above')]),
  ];
  if (row.base === 'fee_only') return withoutWage(ctx, charge, net, baseMinor);
  if (net.length === 1) return stated('Amount', value, 'the whole of it');
  return {
    label: 'Amount after the discount',
    value,
    how: 'the whole of it',
    operation: { kind: 'sum' },
    parts: net,
  };
}

async function withoutWage(
  ctx: Context,
  charge: ChargeFacts,
  net: Proof[],
  baseMinor: number,
): Promise<Proof> {
  const netMinor = net.reduce((sum, { value }) => sum + (value.kind === 'money' ? value.minor : 0), 0);
  const rows = await ctx.db.execute<{ payRate: string }>(sql`
    select w.pay_rate::text as "payRate" from assignment_pay w
    where w.assignment_id = ${charge.assignmentId} and w.pay_code = ${charge.payCode} and w.effective @> ${charge.serviceFrom}::date
    order by w.superseded_at nulls first limit 20`);
  const wageOf = (payRate: string) => lineAmountMinor(charge.minutes, payRate, charge.currency);
  // A revision may have replaced the rate since: then it is the one that was in force when this was billed.
  const then = rows.find(({ payRate }) => Math.max(netMinor - wageOf(payRate), 0) === baseMinor);
  const label = 'Above the cost of the worker';
  if (!then) return stated(label, money(baseMinor), 'as it was billed');
  const wage: Proof = {
    label: 'What the worker is paid',
    value: money(-wageOf(then.payRate)),
    how: 'left out of the base',
    operation: { kind: 'product', negative: true },
    parts: [
      stated('Hours', hours(charge.minutes), 'of this line'),
      stated('Pay rate', rate(then.payRate), 'as agreed', {
        source: { label: 'The assignment', to: `/assignments/${charge.assignmentId}` },
      }),
    ],
  };
  return {
    label,
    value: money(baseMinor),
    how: 'only that is taxed',
    operation: { kind: 'sum', notBelowZero: true },
    parts: [...net, wage],
  };
}

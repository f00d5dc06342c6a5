import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { DiscountTier, VolumeMethod } from '#app/values/discount.ts';
import { Decimal } from '#app/values/decimal.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import type { BilledLine, ChargeFacts, Side } from './charge-facts.server.ts';
import { creditRounding, creditWords, takesBack, type Credit } from './credit.server.ts';
import { sourceFor } from './links.server.ts';
import { exactAmount, money, stated, type Proof } from './proof.ts';
import { placeInDiscount, placeInRebate } from './same-pricing.server.ts';
import { shareWords } from './words.ts';

type Given = {
  clientId: string;
  supplierId: string;
  supplierName: string;
  label: string;
  method: VolumeMethod;
  beforeMinor: number;
  grossMinor: number;
  discountMinor: number;
  rebatesGiven: number;
  tiers: DiscountTier[];
};

/** The volume discount that a run gave on a supplier's lines; null where it gave none, or a wall stands before it. */
export async function givenByRun(ctx: Context, runId: string, supplierId: string): Promise<Given | null> {
  const [row] = await ctx.db.execute<Given>(sql`
    select d.client_id as "clientId", d.supplier_id as "supplierId", o.name as "supplierName", s.label, d.method,
      d.before_minor as "beforeMinor", d.gross_minor as "grossMinor", d.discount_minor as "discountMinor",
      -- Rebates of the window that were given before this run wrote its own.
      (select coalesce(-sum(c.amount_minor), 0)::bigint from charge c
       where c.client_id = d.client_id and c.supplier_id = d.supplier_id and c.pay_code = 'RBT' and c.voided_at is null
         and c.week_ends_on >= case s.spend_window when 'year_to_date' then date_trunc('year', r.ends_on)::date
           when 'rolling_52_weeks' then r.ends_on - 363 else r.ends_on - 90 end
         and c.id < (select min(own.id) from charge own where own.billing_run_id = d.billing_run_id and own.supplier_id = d.supplier_id
                     and own.pay_code = 'RBT' and own.credits_charge_id is null)) as "rebatesGiven",
      (select coalesce(jsonb_agg(jsonb_build_object('fromMinor', t.from_minor, 'fraction', t.fraction::text) order by t.from_minor), '[]')
       from discount_tier t where t.schedule_id = d.schedule_id) as tiers
    from posted_discount d
    join discount_schedule s on s.id = d.schedule_id
    join organization o on o.id = d.supplier_id
    join lateral (select i.ends_on from invoice i where i.billing_run_id = d.billing_run_id limit 1) r on true
    where d.billing_run_id = ${runId} and d.supplier_id = ${supplierId}`);
  return row ?? null;
}

const methods: Record<VolumeMethod, string> = {
  graduated: 'each slice of the spend at its own share',
  cliff_prospective: 'all of this bill at the share of the step that is reached',
  cliff_retroactive:
    'all spend of the window at the share of the step that is reached, less rebates given before',
};

/** The discount of a whole run for one supplier, out of its tiers. */
export function volumeProof(ctx: Context, given: Given, currency: string, negative = false): Proof {
  const { clientId, supplierId, method, tiers, beforeMinor, grossMinor, discountMinor, rebatesGiven } = given;
  const steps = tiers.map(
    ({ fromMinor, fraction }) => `From ${formatMoney(fromMinor, currency)} on: ${formatPercent(fraction)}.`,
  );
  const isRetroactive = method === 'cliff_retroactive';
  return {
    label: `${given.label}, ${given.supplierName}, on the whole bill`,
    value: money(negative ? -discountMinor : discountMinor),
    how: methods[method],
    operation: {
      kind: 'volume',
      method,
      tiers,
      before: beforeMinor,
      gross: grossMinor,
      rebatesGiven,
      negative,
    },
    rounding: 'Rounded once for the bill, half away from zero',
    notes: steps,
    source: sourceFor(
      ctx,
      'agreement.read',
      { clientId, supplierId },
      {
        label: 'Discounts of the program',
        to: `/programs/${clientId}/discounts`,
      },
    ),
    parts: [
      stated(
        'Billed before in the window',
        money(beforeMinor),
        'by earlier bills, with what was spent before Muster kept it',
      ),
      stated('Billed now', money(grossMinor), 'all hours of the supplier on this bill'),
      ...(isRetroactive && rebatesGiven > 0
        ? [stated('Given back before', money(rebatesGiven), 'rebates of the same window')]
        : []),
    ],
  };
}

/** This line's part of its discount. Null where it has none. */
export async function discountProof(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  side: Side,
  credit: Credit | null,
): Promise<Proof | null> {
  const value = money(line.discountMinor);
  if (credit) return discountTakenBack(ctx, charge, line, side, credit);
  if (line.discountMinor === 0) return null;
  if (charge.replacesChargeId !== null) return discountKept(ctx, charge, line, side, charge.replacesChargeId);
  const given = line.billingRunId ? await givenByRun(ctx, line.billingRunId, charge.supplierId) : null;
  if (!given) return stated('Discount', value, 'as it stands on the document');
  const { discountMinor, grossMinor } = given;
  const place = await placeInDiscount(ctx, charge, line, side, { discountMinor, grossMinor });
  const numerator = new Decimal(discountMinor).times(line.amountMinor);
  const exact = exactAmount(numerator.div(grossMinor), charge.currency);
  return {
    label: 'Discount',
    value,
    how: 'this line’s share of the discount on the whole bill, in proportion to its amount',
    operation: {
      kind: 'share',
      numerator: numerator.toFixed(),
      denominator: String(grossMinor),
      negative: true,
      ...place,
    },
    rounding: shareWords(place, exact, 'on the bill'),
    parts: [
      volumeProof(ctx, given, charge.currency),
      stated(
        'This line',
        money(line.amountMinor),
        `of ${formatMoney(grossMinor, charge.currency)} billed now`,
      ),
    ],
  };
}

async function discountTakenBack(
  ctx: Context,
  { currency }: ChargeFacts,
  line: BilledLine,
  side: Side,
  credit: Credit,
): Promise<Proof | null> {
  const posted = await postedDiscount(ctx, credit.originalId, side);
  if (posted.discountMinor === 0 && line.discountMinor === 0) return null;
  return {
    label: 'Discount, given back',
    value: money(line.discountMinor),
    how: `the credit ${creditWords(credit, currency)}, and of the discount as much`,
    operation: takesBack(credit, posted.discountMinor),
    rounding: creditRounding,
    parts: [stated('Discount of that line', money(posted.discountMinor), 'as it was given')],
  };
}

async function discountKept(
  ctx: Context,
  { currency }: ChargeFacts,
  line: BilledLine,
  side: Side,
  replacedId: number,
): Promise<Proof> {
  const { discountMinor, amountMinor } = await postedDiscount(ctx, replacedId, side);
  return {
    label: 'Discount',
    value: money(line.discountMinor),
    how: 'what was billed anew keeps the share of the discount that the line before it had',
    operation: { kind: 'proportion', of: discountMinor, weight: line.amountMinor, whole: amountMinor },
    rounding: 'Rounded once, half away from zero',
    parts: [
      stated('Discount of that line', money(discountMinor), `on ${formatMoney(amountMinor, currency)}`, {
        source: { label: 'The line before it', to: `/proofs/charges/${replacedId}?side=${side}` },
      }),
    ],
  };
}

async function postedDiscount(ctx: Context, chargeId: number, side: Side) {
  const [row] = await ctx.db.execute<{ discountMinor: number; amountMinor: number }>(sql`
    select discount_minor as "discountMinor", amount_minor as "amountMinor" from invoice_line where charge_id = ${chargeId} and side = ${side}`);
  return row ?? { discountMinor: 0, amountMinor: 0 };
}

/** The amount of a rebate: an assignment's part of what a step that counts for all of the window gives back. */
export async function rebateProof(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine | null,
  side: Side,
): Promise<Proof> {
  const value = money(charge.amountMinor);
  const given = line?.billingRunId ? await givenByRun(ctx, line.billingRunId, charge.supplierId) : null;
  if (!line || !given) return stated('Volume rebate', value, 'as it was given');
  const { discountMinor: rebateMinor, grossMinor } = given;
  const { minor, ...place } = await placeInRebate(ctx, charge, line, side, { rebateMinor, grossMinor });
  const numerator = new Decimal(rebateMinor).times(minor);
  const exact = exactAmount(numerator.div(grossMinor), charge.currency);
  return {
    label: 'Volume rebate',
    value,
    how: 'this assignment’s share of the rebate, in proportion to what was billed for it',
    operation: {
      kind: 'share',
      numerator: numerator.toFixed(),
      denominator: String(grossMinor),
      negative: true,
      ...place,
    },
    rounding: shareWords(place, exact, 'on the bill'),
    parts: [
      volumeProof(ctx, given, charge.currency),
      stated('Billed now for the assignment', money(minor), `of ${formatMoney(grossMinor, charge.currency)}`),
    ],
  };
}

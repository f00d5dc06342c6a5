import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { lineAmountMinor, percentOf } from '#app/values/price.ts';
import { addDays, formatDate } from '#app/values/week.ts';
import type { BilledLine, ChargeFacts, Side } from './charge-facts.server.ts';
import { creditRounding, creditWords, takesBack, type Credit } from './credit.server.ts';
import { sourceFor } from './links.server.ts';
import { exactAmount, hours, money, percent, rate, stated, type Operation, type Proof } from './proof.ts';
import { placeInFee } from './same-pricing.server.ts';
import { roundingOf, shareWords } from './words.ts';

type FeeRow = {
  scheduleId: string;
  label: string;
  rounding: 'line' | 'statement';
  capPerHour: string | null;
  since: string;
  upTo: string | null;
  isSuppliers: boolean;
  baseMinor: number;
  fraction: string;
  feeMinor: number;
  capped: boolean;
  /** Of the line that a credit takes back. */
  postedMinor: number;
};

/** What each side bears of fees: the client pays them on top, and the supplier has them deducted. */
const signOf = (side: Side) => (side === 'client' ? 1 : -1);

/** The fees of a line, each from its schedule. Only those that its own side bears exist here. */
export async function feeProofs(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  side: Side,
  credit: Credit | null,
): Promise<Proof[]> {
  const rows = await ctx.db.execute<FeeRow>(sql`
    select f.fee_schedule_id as "scheduleId", s.label, s.rounding, s.cap_per_hour::text as "capPerHour", lower(s.effective)::text as since,
      upper(s.effective)::text as "upTo", s.supplier_id is not null as "isSuppliers", f.base_minor as "baseMinor", f.fraction::text as fraction,
      f.fee_minor as "feeMinor", f.capped,
      coalesce((select o.fee_minor from invoice_line_fee o where o.charge_id = ${charge.creditsChargeId}::bigint and o.fee_schedule_id = f.fee_schedule_id), 0) as "postedMinor"
    from invoice_line_fee f join fee_schedule s on s.id = f.fee_schedule_id
    where f.charge_id = ${charge.id} and f.invoice_id = ${line.invoiceId} and f.funding = ${side}
    order by s.label, s.id`);
  const proofs: Proof[] = [];
  for (const row of rows)
    proofs.push(credit ? takenBack(charge, side, credit, row) : await charged(ctx, charge, line, side, row));
  return proofs;
}

function takenBack({ currency }: ChargeFacts, side: Side, credit: Credit, row: FeeRow): Proof {
  const sign = signOf(side);
  return {
    label: `${row.label}, taken back`,
    value: money(sign * row.feeMinor),
    how: `the credit ${creditWords(credit, currency)}, and of the fee as much, at the share of then`,
    operation: takesBack(credit, sign * row.postedMinor),
    rounding: creditRounding,
    parts: [stated('Fee of that line', money(sign * row.postedMinor), 'as it was charged')],
  };
}

async function charged(
  ctx: Context,
  charge: ChargeFacts,
  line: BilledLine,
  side: Side,
  row: FeeRow,
): Promise<Proof> {
  const negative = side === 'supplier';
  const parts = baseAndShare(line, row);
  const node = {
    label: row.label,
    value: money(signOf(side) * row.feeMinor),
    how: negative ? 'deducted from what the supplier receives' : 'added to what the client pays',
    notes: [scheduleWords(row)],
    source: sourceFor(
      ctx,
      'fees.read',
      { clientId: charge.clientId },
      {
        label: 'Fees of the program',
        to: `/programs/${charge.clientId}`,
      },
    ),
  };
  if (row.rounding === 'statement') {
    const place = await placeInFee(ctx, charge, line, side, row.scheduleId);
    const numerator = new Decimal(row.baseMinor).times(row.fraction);
    const exact = exactAmount(numerator, charge.currency);
    const operation: Operation = {
      kind: 'share',
      numerator: numerator.toFixed(),
      denominator: '1',
      negative,
      ...place,
    };
    return { ...node, operation, rounding: shareWords(place, exact, 'on the statement'), parts };
  }
  if (row.capped && row.capPerHour) return { ...node, ...cappedAt(charge, row, row.capPerHour, negative) };
  return {
    ...node,
    operation: { kind: 'product', negative },
    rounding: roundingOf(parts, charge.currency),
    parts,
  };
}

/** The fee in full, and the most that it may be for these hours; the smaller of the two is charged. */
function cappedAt(
  charge: ChargeFacts,
  row: FeeRow,
  capPerHour: string,
  negative: boolean,
): Pick<Proof, 'operation' | 'parts'> {
  const { currency, minutes } = charge;
  const full: Proof = {
    label: 'Without a cap',
    value: money(percentOf(row.baseMinor, row.fraction)),
    how: 'the share of the amount',
    operation: { kind: 'product' },
    parts: [
      stated('Amount', money(row.baseMinor), 'after the discount'),
      stated('Share', percent(row.fraction), 'as agreed'),
    ],
  };
  const cap: Proof = {
    label: 'Cap',
    value: money(lineAmountMinor(minutes, capPerHour, currency)),
    how: 'the most that an hour may bear',
    operation: { kind: 'product' },
    parts: [
      stated('Hours', hours(minutes), 'of this line'),
      stated('Cap for an hour', rate(capPerHour), 'as agreed'),
    ],
  };
  return { operation: { kind: 'least', negative }, parts: [full, cap] };
}

/** What the fee is a share of: the amount after its discount. Several fees share it and do not compound. */
function baseAndShare({ amountMinor, discountMinor }: BilledLine, row: FeeRow): Proof[] {
  const share = stated('Share', percent(row.fraction), 'as agreed');
  if (discountMinor === 0) return [stated('Amount', money(row.baseMinor), 'all fees share this base'), share];
  const base: Proof = {
    label: 'Amount after the discount',
    value: money(row.baseMinor),
    how: 'all fees share this base',
    operation: { kind: 'sum' },
    parts: [
      stated('Amount', money(amountMinor), 'of this line'),
      stated('Discount', money(discountMinor), 'as above'),
    ],
  };
  return [base, share];
}

function scheduleWords({ since, upTo, isSuppliers, rounding }: FeeRow): string {
  const days = upTo ? `${formatDate(since)} to ${formatDate(addDays(upTo, -1))}` : `${formatDate(since)} on`;
  const whose = isSuppliers ? ', agreed for this supplier' : '';
  const how = rounding === 'line' ? 'rounded on each line' : 'rounded once on a supplier’s statement';
  return `In force from ${days}${whose}; ${how}.`;
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { formatPercent } from '#app/values/percent.ts';
import { Decimal } from '#app/values/decimal.ts';
import type { BilledLine, ChargeFacts } from './charge-facts.server.ts';
import { money, stated, summed, type Proof } from './proof.ts';

type SplitRow = {
  costCenter: string;
  percent: string;
  amountMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};

const MAX_PARTS = 200;

/** What each cost center bears of a client's line that is booked by percentage; null where one bears all of it. */
export async function splitProof(ctx: Context, charge: ChargeFacts, line: BilledLine): Promise<Proof | null> {
  const rows = await ctx.db.execute<SplitRow>(sql`
    select k.code || ' ' || k.name as "costCenter", s.percent::text as percent, s.amount_minor as "amountMinor", s.discount_minor as "discountMinor",
      s.fee_minor as "feeMinor", s.tax_minor as "taxMinor", s.total_minor as "totalMinor"
    from invoice_line_split s join cost_center k on k.id = s.cost_center_id
    where s.charge_id = ${charge.id} order by k.code limit ${MAX_PARTS}`);
  if (rows.length === 0) return null;
  return summed('What cost centers bear of it', money(line.totalMinor), rows.map(borne), {
    how: 'the split that the assignment was booked by when the week was approved',
    rounding:
      'Each part by the largest remainder, over the running total of the lines with this split: cents do not drift with their number',
  });
}

function borne(row: SplitRow): Proof {
  const share = formatPercent(new Decimal(row.percent).div(100).toFixed());
  const part = (label: string, minor: number) =>
    minor === 0 ? [] : [stated(label, money(minor), `its part of ${share}`)];
  return summed(
    row.costCenter,
    money(row.totalMinor),
    [
      ...part('Amount', row.amountMinor),
      ...part('Discount', row.discountMinor),
      ...part('Fees', row.feeMinor),
      ...part('Tax', row.taxMinor),
    ],
    { how: share },
  );
}

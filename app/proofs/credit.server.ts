import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { formatMoney } from '#app/values/money.ts';
import type { ChargeFacts, Side } from './charge-facts.server.ts';
import { money, stated, summed, type Operation, type Proof } from './proof.ts';

/** What a credit takes back: all minor units, none negative. */
export type Credit = {
  originalId: number;
  originalMinor: number;
  beforeMinor: number;
  uptoMinor: number;
  /** The document that the original stands on, on the side that is looked at. */
  reference: string | null;
};

/** How far a credit goes; null for a charge that is none. */
export async function creditOf(ctx: Context, charge: ChargeFacts, side: Side): Promise<Credit | null> {
  if (charge.creditsChargeId === null) return null;
  const [row] = await ctx.db.execute<Omit<Credit, 'uptoMinor'>>(sql`
    select o.id as "originalId", abs(o.amount_minor) as "originalMinor", i.reference,
      (select coalesce(sum(abs(x.amount_minor)), 0)::bigint from charge x where x.credits_charge_id = o.id and x.id < ${charge.id}) as "beforeMinor"
    from charge o
    left join invoice_line l on l.charge_id = o.id and l.side = ${side}
    left join invoice i on i.id = l.invoice_id
    where o.id = ${charge.creditsChargeId}`);
  return row ? { ...row, uptoMinor: row.beforeMinor + Math.abs(charge.amountMinor) } : null;
}

/** The operation by which a credit takes back a part of an amount that was posted. */
export const takesBack = (credit: Credit, posted: number): Operation => ({
  kind: 'takenBack',
  posted,
  upto: credit.uptoMinor,
  before: credit.beforeMinor,
  original: credit.originalMinor,
});

/** In a sentence: how much of the original is taken back, and how cents are kept from drifting. */
export function creditWords({ beforeMinor, uptoMinor, originalMinor }: Credit, currency: string): string {
  const taken = formatMoney(uptoMinor - beforeMinor, currency);
  const all = formatMoney(originalMinor, currency);
  const earlier =
    beforeMinor === 0 ? '' : `, after ${formatMoney(beforeMinor, currency)} that went back before`;
  return `takes back ${taken} of ${all}${earlier}`;
}

export const creditRounding =
  'Rounded on the sum of all credits so far, less what earlier ones took: credits of all of a line take back all of each part';

/** What is taken back of the amount itself. */
export function creditedAmount(charge: ChargeFacts, credit: Credit, side: Side): Proof {
  const { originalId, originalMinor, beforeMinor, uptoMinor, reference } = credit;
  const source = { label: reference ?? 'The line itself', to: `/proofs/charges/${originalId}?side=${side}` };
  const value = money(charge.amountMinor);
  const how = creditWords(credit, charge.currency);
  const sign = charge.amountMinor > 0 ? 1 : -1;
  const original = (minor: number) =>
    stated(
      `The line that it takes back${reference ? `, on ${reference}` : ''}`,
      money(minor),
      'as it was billed',
      { source },
    );
  if (uptoMinor !== originalMinor)
    return stated('Taken back', value, how, { parts: [original(-sign * originalMinor)], source });
  if (beforeMinor === 0)
    return summed('Taken back', value, [original(sign * originalMinor)], { how: `${how}: all of it` });
  const before = stated(
    'Taken back before',
    money(-sign * beforeMinor),
    'by earlier credits of the same line',
  );
  return summed('Taken back', value, [original(sign * originalMinor), before], {
    how: `${how}: all that was left`,
  });
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { formatPercent } from '#app/values/percent.ts';
import { percentOf } from '#app/values/price.ts';
import { givenByRun, volumeProof } from './discount.server.ts';
import type { DocumentFacts } from './document-facts.server.ts';
import { money, percent, stated, summed, type Proof } from './proof.ts';

const PARTS_SHOWN = 100;

type DiscountRow = { supplierId: string; supplierName: string; minor: number; takenBack: boolean };

/** The discounts on a document, by supplier; each out of the tiers of its schedule where its run gave it. */
export async function discountsOfDocument(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  if (document.discountMinor === 0) return [];
  const rows = await ctx.db.execute<DiscountRow>(sql`
    select g.*, (select o.name from organization o where o.id = g."supplierId") as "supplierName" from (
      select l.supplier_id as "supplierId", c.credits_charge_id is not null as "takenBack", sum(l.discount_minor)::bigint as minor
      from invoice_line l join charge c on c.id = l.charge_id
      where l.invoice_id = ${document.id} and l.discount_minor <> 0 group by 1, 2) g
    order by abs(g.minor) desc limit ${PARTS_SHOWN}`);
  const parts: Proof[] = [];
  for (const row of rows) parts.push(await discountOfSupplier(ctx, document, row));
  const shown = rows.reduce((total, { minor }) => total + minor, 0);
  const rest = document.discountMinor - shown;
  if (rest !== 0) parts.push(stated('Of other suppliers', money(rest), 'as it stands on their lines'));
  return [summed('Discounts', money(document.discountMinor), parts, { how: 'by supplier' })];
}

async function discountOfSupplier(ctx: Context, document: DocumentFacts, row: DiscountRow): Promise<Proof> {
  if (row.takenBack)
    return stated(
      row.supplierName,
      money(row.minor),
      'given back with the lines that are credited, in proportion',
    );
  const given = document.billingRunId ? await givenByRun(ctx, document.billingRunId, row.supplierId) : null;
  // A bill may have been cut into an invoice and a credit memo; then each bears its part.
  if (given && given.discountMinor === -row.minor) return volumeProof(ctx, given, document.currency, true);
  return stated(row.supplierName, money(row.minor), 'as it stands on its lines', {
    parts: given ? [volumeProof(ctx, given, document.currency)] : [],
  });
}

type FeeRow = {
  label: string;
  fraction: string;
  rounding: 'line' | 'statement';
  lines: number;
  baseMinor: number;
  feeMinor: number;
};

/** The fees on a document, by schedule. */
export async function feesOfDocument(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const sign = document.side === 'client' ? 1 : -1;
  const rows = await ctx.db.execute<FeeRow>(sql`
    select s.label, f.fraction::text as fraction, s.rounding, count(*)::int as lines, sum(f.base_minor)::bigint as "baseMinor", sum(f.fee_minor)::bigint as "feeMinor"
    from invoice_line_fee f join fee_schedule s on s.id = f.fee_schedule_id
    where f.invoice_id = ${document.id} group by s.id, s.label, f.fraction, s.rounding order by s.label, f.fraction limit ${PARTS_SHOWN}`);
  if (rows.length === 0) return [];
  return [
    summed(
      'Fees',
      money(document.feeMinor),
      rows.map((row) => feeProof(row, sign)),
      {
        how:
          document.side === 'client'
            ? 'added to what the client pays'
            : 'deducted from what the supplier receives',
      },
    ),
  ];
}

function feeProof({ label, fraction, rounding, lines, baseMinor, feeMinor }: FeeRow, sign: number): Proof {
  const where = rounding === 'line' ? 'rounded on each line' : 'rounded once on a supplier’s statement';
  const off = feeMinor - percentOf(baseMinor, fraction);
  const cents = off === 0 ? '' : ', so the whole need not be the share of the whole to the cent';
  return {
    label,
    value: money(sign * feeMinor),
    how: `${formatPercent(fraction)} on ${lines === 1 ? '1 line' : `${lines} lines`}, ${where}${cents}`,
    // Half a cent a line is the most that rounding each moves; a cap takes more, and says so on its line.
    operation: off === 0 ? { kind: 'product', negative: sign < 0 } : { kind: 'stated' },
    parts: [
      stated('Amounts of its lines', money(baseMinor), 'after discounts'),
      stated('Share', percent(fraction), 'as agreed'),
    ],
  };
}

type TaxRow = {
  leg: string;
  jurisdiction: string;
  rate: string;
  baseMinor: number;
  taxMinor: number;
  reason: string;
  takesBack: boolean;
};

const legs: Record<string, string> = {
  supply: 'on the work',
  client_fee: 'on the fee that the client bears',
  supplier_fee: 'on the fee that the supplier bears',
};

/** The taxes of a document as they are owed: once for each rule, on the sum of its bases. */
export async function taxesOfDocument(ctx: Context, document: DocumentFacts): Promise<Proof[]> {
  const rows = await ctx.db.execute<TaxRow>(sql`
    select leg, jurisdiction, rate::text as rate, base_minor as "baseMinor", tax_minor as "taxMinor", reason, takes_back as "takesBack"
    from invoice_tax where invoice_id = ${document.id} order by leg desc, jurisdiction, id limit ${PARTS_SHOWN}`);
  if (rows.length === 0) return [];
  return [
    summed('Tax', money(document.taxMinor), rows.map(taxProof), {
      how: 'once for each rule, on the sum of what it is taken on',
    }),
  ];
}

function taxProof({ leg, jurisdiction, rate, baseMinor, taxMinor, reason, takesBack }: TaxRow): Proof {
  const parts = [
    stated('Base', money(baseMinor), 'of all lines under the rule'),
    stated('Rate', percent(rate), reason || `of ${jurisdiction}`),
  ];
  return {
    label: `${jurisdiction}, ${legs[leg] ?? leg}`,
    value: money(taxMinor),
    how: takesBack ? 'taken back as it was billed' : reason,
    // What is laid on two documents of one bill may leave a cent on either.
    operation: takesBack ? { kind: 'stated' } : { kind: 'product', within: 1 },
    parts,
  };
}

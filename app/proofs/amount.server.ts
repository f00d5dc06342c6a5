import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { formatDate, formatInstant } from '#app/values/week.ts';
import type { ChargeFacts, Side } from './charge-facts.server.ts';
import { creditedAmount, type Credit } from './credit.server.ts';
import { rebateProof } from './discount.server.ts';
import { hoursProof, weekOf } from './hours.server.ts';
import { sourceFor } from './links.server.ts';
import { money, rate, stated, type Proof } from './proof.ts';
import { rateFacts, rateProof } from './rate.server.ts';
import { payCodeName, roundingOf } from './words.ts';

/** What the charge itself comes to, before discounts, fees and tax: frozen when it was approved. */
export async function amountProof(
  ctx: Context,
  charge: ChargeFacts,
  side: Side,
  credit: Credit | null,
): Promise<Proof> {
  if (credit) return creditedAmount(charge, credit, side);
  switch (charge.payCode) {
    case 'EXP':
      return expenseProof(ctx, charge);
    case 'MSC':
      return chargedProof(ctx, charge);
    case 'RBT':
      return rebateProof(ctx, charge, charge.line, side);
    default:
      return timeProof(ctx, charge);
  }
}

/** Hours times rate, rounded once. */
async function timeProof(ctx: Context, charge: ChargeFacts): Promise<Proof> {
  const { timesheetId, rateId, billRate, currency } = charge;
  const value = money(charge.amountMinor);
  if (!timesheetId || !rateId || billRate === null) return stated('Amount', value, 'as it was approved');
  const week = await weekOf(ctx, timesheetId);
  const facts = await rateFacts(ctx, rateId);
  if (!week || !facts) return stated('Amount', value, 'as it was approved');
  const agreed = rateProof(ctx, facts);
  const corrected = stated(agreed.label, rate(billRate), 'as the correction says', {
    source: sourceFor(ctx, 'correction.read', charge, {
      label: 'The correction',
      to: `/corrections/${charge.correctionId}`,
    }),
  });
  const isAgreed = Number(facts.billRate) === Number(billRate);
  const parts = [
    await hoursProof(ctx, { ...charge, timesheetId, rateId }, week),
    isAgreed ? agreed : corrected,
  ];
  return {
    label: 'Amount',
    value,
    how: 'hours × rate, frozen when the week was approved',
    operation: { kind: 'product' },
    rounding: roundingOf(parts, currency),
    parts,
  };
}

type ExpenseRow = {
  sheetId: string;
  spentOn: string;
  amountMinor: number;
  note: string;
  code: string;
  hasReceipt: boolean;
  lineId: string;
  submittedBy: string | null;
  submittedAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
};

const signed = (verb: string, name: string | null, at: string | null, timeZone: string): string[] =>
  name && at ? [`${verb} by ${name}, ${formatInstant(new Date(at), timeZone)}.`] : [];

async function expenseProof(ctx: Context, charge: ChargeFacts): Promise<Proof> {
  const [row] = await ctx.db.execute<ExpenseRow>(sql`
    select l.id as "lineId", l.sheet_id as "sheetId", l.spent_on::text as "spentOn", l.amount_minor as "amountMinor", l.note, e.code || ' ' || e.name as code,
      l.receipt_file_id is not null as "hasReceipt", s.submitted_by_name as "submittedBy", s.submitted_at as "submittedAt",
      s.approved_by_name as "approvedBy", s.approved_at as "approvedAt"
    from expense_line l join expense_sheet s on s.id = l.sheet_id join expense_code e on e.id = l.expense_code_id
    where l.id = ${charge.expenseLineId}`);
  if (!row) return stated('Amount', money(charge.amountMinor), 'as it was approved');
  const { timeZone } = charge;
  const receipt = { label: 'The receipt', to: `/expenses/${row.sheetId}/lines/${row.lineId}/receipt` };
  const claimed = stated(
    'Claimed',
    money(row.amountMinor),
    `spent on ${formatDate(row.spentOn)} for ${row.code}`,
    {
      notes: [
        ...(row.note ? [`“${row.note}”`] : []),
        ...(row.hasReceipt ? [] : ['Without a receipt: none was asked for.']),
      ],
      source: row.hasReceipt ? receipt : undefined,
    },
  );
  return {
    label: 'Amount',
    value: money(charge.amountMinor),
    how: 'at cost, as it was spent and approved',
    operation: charge.correctionId ? { kind: 'stated' } : { kind: 'sum' },
    notes: [
      ...signed('Claimed', row.submittedBy, row.submittedAt, timeZone),
      ...signed('Approved', row.approvedBy, row.approvedAt, timeZone),
    ],
    source: { label: 'The expense sheet', to: `/expenses/${row.sheetId}` },
    parts: [claimed],
  };
}

type ChargedRow = {
  label: string;
  amountMinor: number;
  cadence: 'once' | 'weekly' | 'monthly';
  requestedBy: string;
  requestedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
};

const cadences = { once: 'once', weekly: 'each week', monthly: 'each month' };

async function chargedProof(ctx: Context, charge: ChargeFacts): Promise<Proof> {
  const [row] = await ctx.db.execute<ChargedRow>(sql`
    select label, amount_minor as "amountMinor", cadence, requested_by_name as "requestedBy", created_at as "requestedAt",
      approved_by_name as "approvedBy", approved_at as "approvedAt" from misc_charge where id = ${charge.miscChargeId}`);
  if (!row) return stated(payCodeName.MSC ?? 'Charge', money(charge.amountMinor), 'as it was approved');
  const { timeZone } = charge;
  return {
    label: 'Amount',
    value: money(charge.amountMinor),
    how: `${row.label}, for ${formatDate(charge.serviceFrom)}`,
    operation: charge.correctionId ? { kind: 'stated' } : { kind: 'sum' },
    notes: [
      ...signed('Asked for', row.requestedBy, row.requestedAt, timeZone),
      ...signed('Approved', row.approvedBy, row.approvedAt, timeZone),
    ],
    source: { label: 'The charge', to: `/charges/${charge.miscChargeId}` },
    parts: [stated('Agreed', money(row.amountMinor), `charged ${cadences[row.cadence]}`)],
  };
}

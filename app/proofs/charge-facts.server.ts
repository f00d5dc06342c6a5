import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

export type Side = 'client' | 'supplier';

/** A charge with its line on one side, as far as the actor may see both. Amounts are minor units. */
export type ChargeFacts = {
  id: number;
  clientId: string;
  clientName: string;
  supplierId: string;
  supplierName: string;
  currency: string;
  timeZone: string;
  workerId: string;
  workerName: string;
  jobId: string;
  jobTitle: string;
  assignmentId: string;
  assignmentNumber: number;
  timesheetId: string | null;
  costCenterId: string;
  costCenter: string;
  weekEndsOn: string;
  serviceFrom: string;
  payCode: string;
  minutes: number;
  rateId: string | null;
  billRate: string | null;
  amountMinor: number;
  note: string;
  isVoided: boolean;
  correctionId: string | null;
  creditsChargeId: number | null;
  replacesChargeId: number | null;
  expenseLineId: string | null;
  miscChargeId: string | null;
  bearsFees: boolean;
  /** The line on the side that is looked at; null while nothing is billed. */
  line: BilledLine | null;
};

export type BilledLine = {
  invoiceId: string;
  reference: string;
  issuedOn: string;
  /** Last day of the period; discount windows count up to it. */
  endsOn: string;
  billingRunId: string | null;
  correctionId: string | null;
  taxFlow: string;
  amountMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};

type Row = Omit<ChargeFacts, 'line'> & {
  [Key in Exclude<keyof BilledLine, 'amountMinor' | 'correctionId'>]: BilledLine[Key] | null;
} & { lineAmountMinor: number | null; documentCorrectionId: string | null };

/** Whose side of a charge the actor may look at; null where they ask for the other one. */
export function sideOf(ctx: Context, asked: Side | undefined): Side | null {
  const own = ctx.actor.side === 'msp' ? null : ctx.actor.side;
  if (own === null) return asked ?? 'client';
  return asked === undefined || asked === own ? own : null;
}

/** One charge and its line; null where there is none, or a wall stands before it. */
export async function chargeFacts(ctx: Context, id: number, side: Side): Promise<ChargeFacts | null> {
  const [row] = await ctx.db.execute<Row>(sql`
    select c.id, c.client_id as "clientId", b.name as "clientName", c.supplier_id as "supplierId", s.name as "supplierName",
      p.currency, p.time_zone as "timeZone", c.worker_id as "workerId", a.worker_name as "workerName", c.job_id as "jobId", a.job_title as "jobTitle",
      c.assignment_id as "assignmentId", a.number as "assignmentNumber", c.timesheet_id as "timesheetId",
      c.cost_center_id as "costCenterId", k.code || ' ' || k.name as "costCenter",
      c.week_ends_on::text as "weekEndsOn", c.service_from::text as "serviceFrom", c.pay_code as "payCode", c.minutes,
      c.rate_id as "rateId", c.bill_rate::text as "billRate", c.amount_minor as "amountMinor", c.note, c.voided_at is not null as "isVoided",
      c.correction_id as "correctionId", c.credits_charge_id as "creditsChargeId", c.replaces_charge_id as "replacesChargeId",
      c.expense_line_id as "expenseLineId", c.misc_charge_id as "miscChargeId", c.bears_fees as "bearsFees",
      l.invoice_id as "invoiceId", i.reference, i.issued_on::text as "issuedOn", i.ends_on::text as "endsOn", i.billing_run_id as "billingRunId",
      i.correction_id as "documentCorrectionId", coalesce(i.parties ->> 'taxFlow', 'principal') as "taxFlow",
      l.amount_minor as "lineAmountMinor", l.discount_minor as "discountMinor", l.fee_minor as "feeMinor", l.tax_minor as "taxMinor", l.total_minor as "totalMinor"
    from charge c
    join assignment a on a.id = c.assignment_id
    join program p on p.client_id = c.client_id
    join organization b on b.id = c.client_id
    join organization s on s.id = c.supplier_id
    join cost_center k on k.id = c.cost_center_id
    left join invoice_line l on l.charge_id = c.id and l.side = ${side}
    left join invoice i on i.id = l.invoice_id
    where c.id = ${id}::bigint`);
  return row ? { ...row, line: lineOf(row) } : null;
}

function lineOf(row: Row): BilledLine | null {
  const { invoiceId, reference, issuedOn, endsOn, taxFlow, totalMinor } = row;
  if (!invoiceId || !reference || !issuedOn || !endsOn || totalMinor === null) return null;
  return {
    ...{ invoiceId, reference, issuedOn, endsOn, totalMinor, billingRunId: row.billingRunId },
    correctionId: row.documentCorrectionId,
    taxFlow: taxFlow ?? 'principal',
    amountMinor: row.lineAmountMinor ?? 0,
    discountMinor: row.discountMinor ?? 0,
    feeMinor: row.feeMinor ?? 0,
    taxMinor: row.taxMinor ?? 0,
  };
}

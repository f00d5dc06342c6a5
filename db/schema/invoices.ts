/** Billing runs and the documents they issue. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea } from './types.ts';

export const billingRun = pgTable('billing_run', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  status: text({ enum: ['open', 'previewed', 'finalized', 'discarded'] })
    .notNull()
    .default('open'),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  previewedLines: integer(),
  previewedMinor: bigint({ mode: 'number' }),
  previewedAt: timestamp({ withTimezone: true }),
  previewedBy: uuid(),
  finalizeRequestedAt: timestamp({ withTimezone: true }),
  finalizeRequestedBy: uuid(),
  finalizeMembershipId: uuid(),
  finalizedAt: timestamp({ withTimezone: true }),
  lastProblem: text(),
  createdBy: uuid().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  preview: jsonb(),
  heldBecause: text(),
  releasedMinor: bigint({ mode: 'number' }),
  releasedBy: uuid(),
  releasedByName: text(),
  releasedReason: text(),
});

export const billingRunProgress = pgTable('billing_run_progress', {
  runId: uuid().primaryKey(),
  clientId: uuid().notNull(),
  step: text().notNull(),
  done: integer().notNull().default(0),
  total: integer().notNull().default(0),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const numberSeries = pgTable(
  'number_series',
  {
    legalEntityId: uuid().notNull(),
    series: text().notNull(),
    year: smallint().notNull(),
    nextNumber: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.legalEntityId, table.series, table.year] })],
);

export const invoice = pgTable('invoice', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  kind: text({
    enum: ['client_invoice', 'self_bill', 'fee_invoice', 'client_credit', 'supplier_credit', 'overpayment'],
  }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  billingRunId: uuid(),
  legalEntityId: uuid().notNull(),
  series: text().notNull(),
  year: smallint().notNull(),
  number: integer().notNull(),
  reference: text().notNull(),
  status: text({
    enum: ['issued', 'approved', 'partially_paid', 'paid', 'payable', 'scheduled', 'remitted', 'applied'],
  })
    .notNull()
    .default('issued'),
  currency: text().notNull(),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  issuedOn: date().notNull(),
  dueOn: date().notNull(),
  lineCount: integer().notNull(),
  minutes: bigint({ mode: 'number' }).notNull(),
  timeMinor: bigint({ mode: 'number' }).notNull(),
  feeMinor: bigint({ mode: 'number' }).notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull(),
  parties: jsonb().notNull(),
  issuedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  correctionId: uuid(),
  feeMonth: date(),
  receiptId: uuid(),
  refersTo: uuid(),
  otherMinor: bigint({ mode: 'number' }).notNull().default(0),
  discountMinor: bigint({ mode: 'number' }).notNull().default(0),
  taxMinor: bigint({ mode: 'number' }).notNull().default(0),
  scorecardId: uuid(),
  side: text()
    .notNull()
    .generatedAlwaysAs(
      sql`case when kind in ('self_bill', 'supplier_credit') then 'supplier' else 'client' end`,
    ),
});

export const invoiceLine = pgTable('invoice_line', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  invoiceId: uuid().notNull(),
  kind: text({ enum: ['client_invoice', 'self_bill', 'client_credit', 'supplier_credit'] }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  chargeId: bigint({ mode: 'number' }).notNull(),
  timesheetId: uuid(),
  assignmentId: uuid().notNull(),
  workerId: uuid().notNull(),
  departmentId: uuid().notNull(),
  jobId: uuid().notNull(),
  costCenterId: uuid().notNull(),
  weekEndsOn: date().notNull(),
  payCode: text().notNull(),
  minutes: integer().notNull(),
  billRate: numeric({ precision: 10, scale: 4 }),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  feeMinor: bigint({ mode: 'number' }).notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull(),
  discountMinor: bigint({ mode: 'number' }).notNull().default(0),
  taxMinor: bigint({ mode: 'number' }).notNull().default(0),
  serviceFrom: date().notNull(),
  purchaseOrderId: uuid(),
  side: text()
    .notNull()
    .generatedAlwaysAs(
      sql`case when kind in ('self_bill', 'supplier_credit') then 'supplier' else 'client' end`,
    ),
});

export const invoiceLineFee = pgTable(
  'invoice_line_fee',
  {
    chargeId: bigint({ mode: 'number' }).notNull(),
    feeScheduleId: uuid().notNull(),
    invoiceId: uuid().notNull(),
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    funding: text({ enum: ['client', 'supplier'] }).notNull(),
    baseMinor: bigint({ mode: 'number' }).notNull(),
    fraction: numeric({ precision: 9, scale: 6 }).notNull(),
    feeMinor: bigint({ mode: 'number' }).notNull(),
    capped: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.chargeId, table.feeScheduleId] })],
);

export const invoiceDocument = pgTable('invoice_document', {
  invoiceId: uuid().primaryKey(),
  clientId: uuid().notNull(),
  mediaType: text().notNull().default('application/pdf'),
  sha256: text().notNull(),
  content: bytea().notNull(),
  madeAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const invoiceTax = pgTable('invoice_tax', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  invoiceId: uuid().notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  leg: text({ enum: ['supply', 'client_fee', 'supplier_fee'] }).notNull(),
  taxRuleId: uuid(),
  certificateId: uuid(),
  jurisdiction: text().notNull(),
  base: text({ enum: ['full', 'fee_only', 'none'] }).notNull(),
  rate: numeric({ precision: 9, scale: 6 }).notNull(),
  baseMinor: bigint({ mode: 'number' }).notNull(),
  taxMinor: bigint({ mode: 'number' }).notNull(),
  reason: text().notNull().default(''),
  takesBack: boolean().notNull().default(false),
});

export const invoiceLineTax = pgTable(
  'invoice_line_tax',
  {
    chargeId: bigint({ mode: 'number' }).notNull(),
    side: text({ enum: ['client', 'supplier'] }).notNull(),
    leg: text({ enum: ['supply', 'client_fee', 'supplier_fee'] }).notNull(),
    invoiceId: uuid().notNull(),
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    taxRuleId: uuid().notNull(),
    rate: numeric({ precision: 9, scale: 6 }).notNull(),
    baseMinor: bigint({ mode: 'number' }).notNull(),
    taxMinor: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.chargeId, table.side, table.leg] })],
);

export const invoiceLineSplit = pgTable(
  'invoice_line_split',
  {
    chargeId: bigint({ mode: 'number' }).notNull(),
    costCenterId: uuid().notNull(),
    invoiceId: uuid().notNull(),
    clientId: uuid().notNull(),
    percent: numeric({ precision: 7, scale: 4 }).notNull(),
    minutes: bigint({ mode: 'number' }).notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    discountMinor: bigint({ mode: 'number' }).notNull(),
    feeMinor: bigint({ mode: 'number' }).notNull(),
    taxMinor: bigint({ mode: 'number' }).notNull(),
    totalMinor: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.chargeId, table.costCenterId] })],
);

export const invoiceItem = pgTable(
  'invoice_item',
  {
    invoiceId: uuid().notNull(),
    clientId: uuid().notNull(),
    place: smallint().notNull(),
    label: text().notNull(),
    component: text({
      enum: [
        'set_up',
        'subscription',
        'per_active_worker',
        'per_timesheet',
        'minimum',
        'prompt_payment',
        'on_account',
        'service_credit',
        'earn_back',
      ],
    }).notNull(),
    flatFeeId: uuid(),
    discountScheduleId: uuid(),
    quantity: numeric({ precision: 12, scale: 4 }).notNull(),
    unitMinor: bigint({ mode: 'number' }).notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    taxMinor: bigint({ mode: 'number' }).notNull().default(0),
    totalMinor: bigint({ mode: 'number' }).notNull(),
    note: text().notNull().default(''),
    serviceCreditId: uuid(),
  },
  (table) => [primaryKey({ columns: [table.invoiceId, table.place] })],
);

export const postedDiscount = pgTable('posted_discount', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  billingRunId: uuid(),
  correctionId: uuid(),
  scheduleId: uuid().notNull(),
  method: text().notNull(),
  beforeMinor: bigint({ mode: 'number' }).notNull(),
  grossMinor: bigint({ mode: 'number' }).notNull(),
  discountMinor: bigint({ mode: 'number' }).notNull(),
});

export const parkedCharge = pgTable(
  'parked_charge',
  {
    billingRunId: uuid().notNull(),
    chargeId: bigint({ mode: 'number' }).notNull(),
    clientId: uuid().notNull(),
    finding: text({
      enum: [
        'over_24_hours',
        'outside_assignment',
        'above_card',
        'purchase_order',
        'no_self_billing_agreement',
      ],
    }).notNull(),
    detail: text().notNull(),
    decision: text({ enum: ['released', 'excluded'] }),
    decidedBy: uuid(),
    decidedByName: text(),
    decidedAt: timestamp({ withTimezone: true }),
    reason: text(),
  },
  (table) => [primaryKey({ columns: [table.billingRunId, table.chargeId, table.finding] })],
);

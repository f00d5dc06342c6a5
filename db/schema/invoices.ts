/** Billing runs, the documents they issue, and the ledger. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
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
  kind: text({ enum: ['client_invoice', 'self_bill'] }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  billingRunId: uuid().notNull(),
  legalEntityId: uuid().notNull(),
  series: text().notNull(),
  year: smallint().notNull(),
  number: integer().notNull(),
  reference: text().notNull(),
  status: text({ enum: ['issued', 'approved'] })
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
});

export const invoiceLine = pgTable('invoice_line', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  invoiceId: uuid().notNull(),
  kind: text({ enum: ['client_invoice', 'self_bill'] }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  chargeId: bigint({ mode: 'number' }).notNull(),
  timesheetId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  workerId: uuid().notNull(),
  departmentId: uuid().notNull(),
  jobId: uuid().notNull(),
  costCenterId: uuid().notNull(),
  weekEndsOn: date().notNull(),
  payCode: text().notNull(),
  minutes: integer().notNull(),
  billRate: numeric({ precision: 10, scale: 4 }).notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  feeMinor: bigint({ mode: 'number' }).notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull(),
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

export const ledgerAccount = pgTable('ledger_account', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  kind: text({ enum: ['client_receivable', 'supplier_payable', 'billing_clearing', 'fee_income'] }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  currency: text().notNull(),
});

export const ledgerTransaction = pgTable('ledger_transaction', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  invoiceId: uuid().notNull(),
  postedOn: date().notNull(),
  memo: text().notNull(),
  postedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const ledgerEntry = pgTable('ledger_entry', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  clientId: uuid().notNull(),
  transactionId: uuid().notNull(),
  accountId: uuid().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
});

/** The books, their months, and what is accrued. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const ledgerAccount = pgTable('ledger_account', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  kind: text({
    enum: [
      'client_receivable',
      'supplier_payable',
      'billing_clearing',
      'fee_income',
      'tax_payable',
      'bank',
      'accrued_receivable',
      'accrued_payable',
      'accrued_fee',
      'accrued_tax',
    ],
  }).notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  currency: text().notNull(),
});

export const ledgerTransaction = pgTable('ledger_transaction', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  invoiceId: uuid(),
  postedOn: date().notNull(),
  memo: text().notNull(),
  postedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  receiptId: uuid(),
  paymentId: uuid(),
  accrualId: uuid(),
  reversesId: uuid(),
});

export const ledgerEntry = pgTable('ledger_entry', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  clientId: uuid().notNull(),
  transactionId: uuid().notNull(),
  accountId: uuid().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
});

export const ledgerPeriod = pgTable(
  'ledger_period',
  {
    clientId: uuid().notNull(),
    month: date().notNull(),
    id: uuid()
      .notNull()
      .default(sql`app.uuid7()`),
    status: text({ enum: ['closed', 'reopening', 'open'] })
      .notNull()
      .default('closed'),
    closedBy: uuid().notNull(),
    closedByName: text().notNull(),
    closedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    reopenAskedBy: uuid(),
    reopenAskedByName: text(),
    reopenReason: text(),
    reopenedBy: uuid(),
    reopenedByName: text(),
    reopenedAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.clientId, table.month] })],
);

export const accrual = pgTable('accrual', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  month: date().notNull(),
  asOf: date().notNull(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  clientMinor: bigint({ mode: 'number' }).notNull(),
  supplierMinor: bigint({ mode: 'number' }).notNull(),
  feeMinor: bigint({ mode: 'number' }).notNull(),
  taxMinor: bigint({ mode: 'number' }).notNull(),
});

export const accrualLine = pgTable('accrual_line', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  accrualId: uuid().notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  class: text({
    enum: ['approved', 'submitted', 'estimated', 'expenses', 'flat_fee', 'discount', 'credit'],
  }).notNull(),
  assignmentId: uuid(),
  costCenterId: uuid(),
  purchaseOrderId: uuid(),
  minutes: integer().notNull().default(0),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  feeMinor: bigint({ mode: 'number' }).notNull().default(0),
  taxMinor: bigint({ mode: 'number' }).notNull().default(0),
  clientMinor: bigint({ mode: 'number' }).notNull(),
  supplierMinor: bigint({ mode: 'number' }).notNull(),
  method: text().notNull(),
});

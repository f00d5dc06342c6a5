/** Money in and money out. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const invoiceBalance = pgTable('invoice_balance', {
  invoiceId: uuid().primaryKey(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  side: text({ enum: ['client', 'supplier'] }).notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull(),
  settledMinor: bigint({ mode: 'number' }).notNull().default(0),
  settledOn: date(),
});

export const receipt = pgTable('receipt', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  receivedOn: date().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  currency: text().notNull(),
  bankReference: text().notNull(),
  note: text().notNull().default(''),
  recordedBy: uuid().notNull(),
  recordedByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const settlement = pgTable('settlement', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  invoiceId: uuid().notNull(),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  side: text({ enum: ['client', 'supplier'] }).notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  receiptId: uuid(),
  paymentId: uuid(),
  againstInvoiceId: uuid(),
  settledOn: date().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const fundedCharge = pgTable('funded_charge', {
  chargeId: bigint({ mode: 'number' }).primaryKey(),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  fundedOn: date().notNull(),
});

export const bankAccount = pgTable('bank_account', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  supplierId: uuid().notNull(),
  status: text({ enum: ['proposed', 'confirmed', 'rejected', 'replaced'] })
    .notNull()
    .default('proposed'),
  holder: text().notNull(),
  /** Only in rows from before numbers were sealed, until the next start. */
  accountNumber: text(),
  accountSealed: text(),
  accountLastFour: text().notNull(),
  bankCode: text().notNull(),
  bankCodeKind: text({ enum: ['BIC', 'USABA', 'GBDSC'] }).notNull(),
  country: text().notNull(),
  proposedBy: uuid().notNull(),
  proposedByName: text().notNull(),
  proposedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  confirmedBy: uuid(),
  confirmedByName: text(),
  confirmedAt: timestamp({ withTimezone: true }),
  usableFrom: timestamp({ withTimezone: true }),
});

export const paymentRun = pgTable('payment_run', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  number: integer().notNull(),
  status: text({ enum: ['draft', 'approved', 'sent', 'settled', 'returned', 'cancelled'] })
    .notNull()
    .default('draft'),
  payOn: date().notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull(),
  paymentCount: integer().notNull(),
  currency: text().notNull(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  approvedBy: uuid(),
  approvedByName: text(),
  approvedAt: timestamp({ withTimezone: true }),
  debtorAccountId: uuid(),
  sentAt: timestamp({ withTimezone: true }),
  settledAt: timestamp({ withTimezone: true }),
  endedReason: text(),
});

export const payment = pgTable('payment', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  paymentRunId: uuid().notNull(),
  reference: text().notNull(),
  status: text({ enum: ['prepared', 'sent', 'settled', 'returned', 'cancelled'] })
    .notNull()
    .default('prepared'),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  bankAccountId: uuid().notNull(),
  valueOn: date().notNull(),
  bankTrace: text(),
  returnedReason: text(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const paymentItem = pgTable(
  'payment_item',
  {
    paymentId: uuid().notNull(),
    invoiceId: uuid().notNull(),
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    shortReason: text().notNull().default(''),
    releasedAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.paymentId, table.invoiceId] })],
);

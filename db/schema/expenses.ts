/** Expenses and miscellaneous charges. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  integer,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

export const expenseCode = pgTable('expense_code', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  receiptAboveMinor: bigint({ mode: 'number' }),
  limitMinor: bigint({ mode: 'number' }),
  bearsFees: boolean().notNull().default(false),
  closedOn: date(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const expenseSheet = pgTable('expense_sheet', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  workerId: uuid().notNull(),
  number: integer().notNull(),
  status: text({ enum: ['draft', 'submitted', 'approved', 'invoiced', 'paid', 'complete'] })
    .notNull()
    .default('draft'),
  title: text().notNull(),
  totalMinor: bigint({ mode: 'number' }).notNull().default(0),
  lineCount: smallint().notNull().default(0),
  hiringManagerId: uuid().notNull(),
  submittedBy: uuid(),
  submittedByName: text(),
  submittedAt: timestamp({ withTimezone: true }),
  approvedBy: uuid(),
  approvedByName: text(),
  approvedFor: uuid(),
  approvedAt: timestamp({ withTimezone: true }),
  rejectedReason: text(),
  createdBy: uuid().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const expenseLine = pgTable('expense_line', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  sheetId: uuid().notNull(),
  place: smallint().notNull(),
  spentOn: date().notNull(),
  expenseCodeId: uuid().notNull(),
  costCenterId: uuid().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  note: text().notNull().default(''),
  receiptFileId: uuid(),
});

export const miscCharge = pgTable('misc_charge', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  label: text().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  costCenterId: uuid().notNull(),
  bearsFees: boolean().notNull().default(false),
  cadence: text({ enum: ['once', 'weekly', 'monthly'] }).notNull(),
  startsOn: date().notNull(),
  endsOn: date(),
  status: text({ enum: ['submitted', 'approved', 'ended', 'rejected', 'cancelled'] })
    .notNull()
    .default('submitted'),
  reason: text().notNull().default(''),
  requestedBy: uuid().notNull(),
  requestedByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  approvedBy: uuid(),
  approvedByName: text(),
  approvedFor: uuid(),
  approvedAt: timestamp({ withTimezone: true }),
  endedReason: text(),
});

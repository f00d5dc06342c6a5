/** Weeks of time and what they cost. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

export const timesheet = pgTable('timesheet', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  workerId: uuid().notNull(),
  weekEndsOn: date().notNull(),
  version: smallint().notNull().default(1),
  status: text({ enum: ['draft', 'submitted', 'approved', 'invoiced', 'paid', 'complete', 'corrected'] })
    .notNull()
    .default('draft'),
  workedMinutes: integer().notNull().default(0),
  overtimeMinutes: integer().notNull().default(0),
  note: text().notNull().default(''),
  departmentId: uuid().notNull(),
  hiringManagerId: uuid().notNull(),
  overtimeRule: text().notNull(),
  submittedBy: uuid(),
  submittedByName: text(),
  submittedAt: timestamp({ withTimezone: true }),
  attested: boolean().notNull().default(false),
  approvedBy: uuid(),
  approvedByName: text(),
  approvedFor: uuid(),
  approvedAt: timestamp({ withTimezone: true }),
  rejectedReason: text(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  overtimeRuleVersion: smallint().notNull().default(1),
  correctsId: uuid(),
  correctionReason: text(),
});

export const timeLine = pgTable('time_line', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  timesheetId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  workDate: date().notNull(),
  payCode: text({ enum: ['ST', 'OT', 'DT'] }).notNull(),
  costCenterId: uuid().notNull(),
  minutes: smallint().notNull(),
});

export const charge = pgTable('charge', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  timesheetId: uuid(),
  assignmentId: uuid().notNull(),
  workerId: uuid().notNull(),
  departmentId: uuid().notNull(),
  jobId: uuid().notNull(),
  costCenterId: uuid().notNull(),
  weekEndsOn: date().notNull(),
  payCode: text({ enum: ['ST', 'OT', 'DT', 'EXP', 'MSC', 'RBT'] }).notNull(),
  minutes: integer().notNull().default(0),
  rateId: uuid(),
  billRate: numeric({ precision: 10, scale: 4 }),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  billingRunId: uuid(),
  serviceFrom: date().notNull(),
  creditsChargeId: bigint({ mode: 'number' }),
  replacesChargeId: bigint({ mode: 'number' }),
  voidedAt: timestamp({ withTimezone: true }),
  expenseLineId: uuid(),
  miscChargeId: uuid(),
  correctionId: uuid(),
  purchaseOrderId: uuid(),
  bearsFees: boolean().notNull().default(true),
  note: text().notNull().default(''),
});

export const chargeSplit = pgTable(
  'charge_split',
  {
    chargeId: bigint({ mode: 'number' }).notNull(),
    clientId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    percent: numeric({ precision: 7, scale: 4 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.chargeId, table.costCenterId] })],
);

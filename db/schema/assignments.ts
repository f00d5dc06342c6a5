/** The contract a worker works under. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
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
import { daterange } from './types.ts';

export const worker = pgTable('worker', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  supplierId: uuid().notNull(),
  candidateId: uuid().notNull(),
  name: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const assignment = pgTable('assignment', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  number: integer().notNull(),
  status: text({ enum: ['ready', 'active', 'on_hold', 'ended', 'closed', 'cancelled', 'no_show'] })
    .notNull()
    .default('ready'),
  requisitionId: uuid().notNull(),
  submittalId: uuid().notNull(),
  offerId: uuid().notNull(),
  workerId: uuid().notNull(),
  workerName: text().notNull(),
  jobId: uuid().notNull(),
  jobTitle: text().notNull(),
  siteId: uuid().notNull(),
  departmentId: uuid().notNull(),
  hiringManagerId: uuid().notNull(),
  hiringManagerName: text().notNull(),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  weekMinutes: integer().notNull(),
  overtimeRule: text({ enum: ['none', 'us-flsa', 'us-ca'] }).notNull(),
  supplierReference: text(),
  endedReason: text(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  purchaseOrderId: uuid(),
});

export const assignmentRate = pgTable('assignment_rate', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  payCode: text({ enum: ['ST', 'OT', 'DT'] }).notNull(),
  billRate: numeric({ precision: 10, scale: 4 }).notNull(),
  cardMaxBillRate: numeric({ precision: 10, scale: 4 }),
  rateCardEntryId: uuid(),
  effective: daterange().notNull(),
  supersededAt: timestamp({ withTimezone: true }),
  revisionId: uuid(),
  agreementId: uuid(),
});

export const assignmentPay = pgTable('assignment_pay', {
  assignmentId: uuid().notNull(),
  supplierId: uuid().notNull(),
  payCode: text({ enum: ['ST', 'OT', 'DT'] }).notNull(),
  payRate: numeric({ precision: 10, scale: 4 }).notNull(),
  effective: daterange().notNull(),
  supersededAt: timestamp({ withTimezone: true }),
  revisionId: uuid(),
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
});

export const assignmentSplit = pgTable(
  'assignment_split',
  {
    assignmentId: uuid().notNull(),
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    percent: numeric({ precision: 7, scale: 4 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.costCenterId] })],
);

export const revision = pgTable('revision', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  assignmentId: uuid().notNull(),
  number: smallint().notNull(),
  status: text({
    enum: [
      'pending_approval',
      'pending_supplier',
      'scheduled',
      'applied',
      'rejected',
      'declined',
      'cancelled',
    ],
  })
    .notNull()
    .default('pending_approval'),
  effectiveFrom: date().notNull(),
  billRate: numeric({ precision: 10, scale: 4 }).notNull(),
  reason: text().notNull(),
  proposedBy: uuid().notNull(),
  proposedByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  approvedBy: uuid(),
  approvedByName: text(),
  approvedFor: uuid(),
  approvedAt: timestamp({ withTimezone: true }),
  acceptedBy: uuid(),
  acceptedByName: text(),
  acceptedAt: timestamp({ withTimezone: true }),
  endedReason: text(),
});

export const revisionPay = pgTable('revision_pay', {
  revisionId: uuid().primaryKey(),
  supplierId: uuid().notNull(),
  payRate: numeric({ precision: 10, scale: 4 }).notNull(),
});

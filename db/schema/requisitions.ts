/** Needs, and to whom they were released. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
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

export const requisition = pgTable('requisition', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  number: integer().notNull(),
  status: text({
    enum: [
      'draft',
      'pending_approval',
      'approved',
      'open',
      'on_hold',
      'filled',
      'closed',
      'rejected',
      'cancelled',
    ],
  })
    .notNull()
    .default('draft'),
  jobId: uuid().notNull(),
  siteId: uuid().notNull(),
  departmentId: uuid().notNull(),
  title: text().notNull(),
  description: text().notNull().default(''),
  positions: smallint().notNull(),
  filled: smallint().notNull().default(0),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  weekMinutes: integer().notNull(),
  minBillRate: numeric({ precision: 10, scale: 4 }).notNull(),
  maxBillRate: numeric({ precision: 10, scale: 4 }).notNull(),
  hiringManagerId: uuid().notNull(),
  hiringManagerName: text().notNull(),
  createdBy: uuid().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  submittedAt: timestamp({ withTimezone: true }),
  openedAt: timestamp({ withTimezone: true }),
});

export const requisitionBudget = pgTable('requisition_budget', {
  requisitionId: uuid().primaryKey(),
  clientId: uuid().notNull(),
  estimateMinor: bigint({ mode: 'number' }).notNull(),
});

export const requisitionSplit = pgTable(
  'requisition_split',
  {
    requisitionId: uuid().notNull(),
    clientId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    percent: numeric({ precision: 7, scale: 4 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.requisitionId, table.costCenterId] })],
);

export const release = pgTable(
  'release',
  {
    requisitionId: uuid().notNull(),
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    tier: smallint().notNull(),
    releasedAt: timestamp({ withTimezone: true }).notNull(),
    releasedBy: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.requisitionId, table.supplierId] })],
);

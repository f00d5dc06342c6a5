/** What takes back or replaces what was billed. Mirrors migrations/; a test compares the two. */
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

export const correction = pgTable('correction', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  number: integer().notNull(),
  kind: text({ enum: ['credit', 'credit_rebill'] }).notNull(),
  status: text({ enum: ['draft', 'pending_approval', 'issued', 'rejected', 'cancelled'] })
    .notNull()
    .default('draft'),
  reasonCode: text({ enum: ['rate', 'duplicate', 'quality', 'agreement', 'dispute', 'other'] }).notNull(),
  reason: text().notNull(),
  preview: jsonb().notNull(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  decidedBy: uuid(),
  decidedByName: text(),
  decidedAt: timestamp({ withTimezone: true }),
  decidedReason: text(),
});

export const correctionLine = pgTable(
  'correction_line',
  {
    correctionId: uuid().notNull(),
    place: smallint().notNull(),
    clientId: uuid().notNull(),
    chargeId: bigint({ mode: 'number' }).notNull(),
    creditMinor: bigint({ mode: 'number' }).notNull(),
    rebillMinutes: integer(),
    rebillRate: numeric({ precision: 10, scale: 4 }),
    rebillRateId: uuid(),
    rebillServiceFrom: date(),
    rebillAmountMinor: bigint({ mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.correctionId, table.place] })],
);

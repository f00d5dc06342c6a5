/** What takes back or replaces what was billed. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
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
  kind: text({ enum: ['credit', 'credit_rebill', 'rebate'] }).notNull(),
  status: text({ enum: ['draft', 'pending_approval', 'issued', 'rejected', 'cancelled'] })
    .notNull()
    .default('draft'),
  reasonCode: text({
    enum: ['rate', 'time', 'duplicate', 'quality', 'agreement', 'dispute', 'other'],
  }).notNull(),
  reason: text().notNull(),
  revisionId: uuid(),
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
    clientId: uuid().notNull(),
    chargeId: bigint({ mode: 'number' }).notNull(),
    creditMinor: bigint({ mode: 'number' }).notNull(),
    rebillMinutes: integer(),
    rebillRate: numeric({ precision: 10, scale: 4 }),
    rebillRateId: uuid(),
    rebillAmountMinor: bigint({ mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.correctionId, table.chargeId] })],
);

/** What people ask for about themselves, and how long things are kept. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const privacyRequest = pgTable('privacy_request', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  kind: text({ enum: ['export', 'erasure'] }).notNull(),
  status: text({ enum: ['open', 'fulfilled', 'refused', 'withdrawn'] })
    .notNull()
    .default('open'),
  candidateId: uuid(),
  accountId: uuid(),
  supplierId: uuid(),
  requestedBy: uuid().notNull(),
  requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  dueOn: date().notNull(),
  handledBy: uuid(),
  handledAt: timestamp({ withTimezone: true }),
  endedReason: text(),
});

export const retentionRule = pgTable('retention_rule', {
  documentType: text().primaryKey(),
  months: integer().notNull(),
  basis: text().notNull(),
  changedBy: uuid(),
  changedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

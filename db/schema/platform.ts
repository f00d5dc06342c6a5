/** What every slice stands on: news, mail and files. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './types.ts';

export const event = pgTable('event', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  kind: text().notNull(),
  subjectKind: text().notNull(),
  subjectId: uuid().notNull(),
  clientId: uuid(),
  supplierId: uuid(),
  audience: text().array().notNull().default([]),
  actorAccountId: uuid(),
  actorName: text().notNull(),
  actorOrganization: text().notNull(),
  summary: text().notNull(),
  reason: text(),
  facts: jsonb().notNull().default({}),
  requestId: text(),
  behalfAccountId: uuid(),
  behalfName: text(),
  actorMembershipId: uuid(),
});

export const mail = pgTable('mail', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  kind: text().notNull(),
  props: jsonb().notNull(),
  toAccountId: uuid(),
  toEmail: text(),
  toOrganizationId: uuid(),
  toRoles: text().array(),
  queuedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  deliveredAt: timestamp({ withTimezone: true }),
});

export const mailMessage = pgTable('mail_message', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  mailId: uuid().notNull(),
  toAccountId: uuid(),
  toEmail: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  renderedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  sentAt: timestamp({ withTimezone: true }),
  lastError: text(),
});

export const storedFile = pgTable('stored_file', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  name: text().notNull(),
  mediaType: text().notNull(),
  byteSize: integer().notNull(),
  sha256: text().notNull(),
  clientId: uuid(),
  supplierId: uuid(),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  content: bytea().notNull(),
});

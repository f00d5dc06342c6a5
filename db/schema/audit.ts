/** The seal of the trail, its anchors, who looked at access, and what ran when. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea } from './types.ts';

const instant = () => timestamp({ withTimezone: true });

export const eventUnsealed = pgTable('event_unsealed', {
  eventId: bigint({ mode: 'number' }).primaryKey(),
  chain: uuid().notNull(),
  notedAt: instant().notNull().defaultNow(),
});

export const eventSeal = pgTable(
  'event_seal',
  {
    chain: uuid().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    eventId: bigint({ mode: 'number' }).notNull(),
    algorithm: smallint().notNull(),
    previousHash: bytea().notNull(),
    hash: bytea().notNull(),
    sealedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chain, table.position] })],
);

export const auditAnchor = pgTable(
  'audit_anchor',
  {
    anchoringId: uuid().notNull(),
    chain: uuid().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    hash: bytea().notNull(),
    anchoredAt: instant().notNull(),
    anchoredByName: text().notNull(),
    signature: text(),
  },
  (table) => [primaryKey({ columns: [table.chain, table.anchoringId] })],
);

export const auditCheck = pgTable(
  'audit_check',
  {
    checkId: uuid().notNull(),
    chain: uuid().notNull(),
    checkedAt: instant().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    differences: integer().notNull(),
    sentences: text().array().notNull().default([]),
    anchored: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chain, table.checkId] })],
);

export const accessReview = pgTable('access_review', {
  id: uuid().primaryKey(),
  organizationId: uuid(),
  reviewedOn: date().notNull(),
  reviewedAt: instant().notNull(),
  reviewedBy: uuid().notNull(),
  reviewedByName: text().notNull(),
  peopleCount: integer().notNull(),
  membershipCount: integer().notNull(),
  listSha256: text().notNull(),
  note: text().notNull().default(''),
});

export const deployment = pgTable('deployment', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  version: text().notNull(),
  buildSha256: text('build_sha256').notNull(),
  nodeVersion: text().notNull(),
  postgresVersion: text().notNull(),
  startedAt: instant().notNull().defaultNow(),
});

/** What stands beside the password. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from './types.ts';

export const totpFactor = pgTable('totp_factor', {
  accountId: uuid().primaryKey(),
  secret: text().notNull(),
  lastStep: bigint({ mode: 'number' }).notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  lastUsedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const recoveryCode = pgTable('recovery_code', {
  accountId: uuid().notNull(),
  codeHash: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  usedAt: timestamp({ withTimezone: true }),
});

export const passkey = pgTable('passkey', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  accountId: uuid().notNull(),
  credentialId: text().notNull(),
  publicKey: bytea().notNull(),
  counter: bigint({ mode: 'number' }).notNull(),
  transports: text().array().notNull().default([]),
  name: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  lastUsedAt: timestamp({ withTimezone: true }),
});

export const passkeyChallenge = pgTable('passkey_challenge', {
  challengeHash: text().primaryKey(),
  accountId: uuid(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
});

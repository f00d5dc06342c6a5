/** Who people are, and as what they act. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const organization = pgTable('organization', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  side: text({ enum: ['msp', 'client', 'supplier'] }).notNull(),
  name: text().notNull(),
  legalName: text().notNull(),
  addressLines: text().array().notNull().default([]),
  taxId: text(),
  affiliatedWithMsp: boolean().notNull().default(false),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const account = pgTable('account', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  email: text().notNull(),
  name: text().notNull(),
  disabledAt: timestamp({ withTimezone: true }),
  lastSignedInAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const accountPassword = pgTable('account_password', {
  accountId: uuid().primaryKey(),
  passwordHash: text().notNull(),
  changedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const membership = pgTable('membership', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  accountId: uuid().notNull(),
  organizationId: uuid().notNull(),
  role: text({
    enum: [
      'mspAdmin',
      'mspCoordinator',
      'mspFinance',
      'auditor',
      'hiringManager',
      'approver',
      'clientFinance',
      'clientAdmin',
      'recruiter',
      'supplierFinance',
      'supplierAdmin',
      'worker',
    ],
  }).notNull(),
  workerId: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  endedAt: timestamp({ withTimezone: true }),
});

export const session = pgTable('session', {
  idHash: text().primaryKey(),
  accountId: uuid().notNull(),
  membershipId: uuid().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  id: uuid()
    .notNull()
    .default(sql`app.uuid7()`),
  lastSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  provenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  secondFactor: text({ enum: ['totp', 'passkey', 'recovery', 'sso'] }),
  userAgent: text(),
  ipPrefix: text(),
});

export const signInStep = pgTable('sign_in_step', {
  tokenHash: text().primaryKey(),
  accountId: uuid().notNull(),
  membershipId: uuid().notNull(),
  needs: text({ enum: ['code', 'enrolment'] }).notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
});

export const passwordReset = pgTable('password_reset', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  accountId: uuid().notNull(),
  tokenHash: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  endedAt: timestamp({ withTimezone: true }),
});

export const throttle = pgTable('throttle', {
  purpose: text().notNull(),
  keyHash: text().notNull(),
  busyUntil: timestamp({ withTimezone: true }).notNull(),
});

export const knownPlace = pgTable('known_place', {
  accountId: uuid().notNull(),
  placeHash: text().notNull(),
  lastUsedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const invitation = pgTable('invitation', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  organizationId: uuid().notNull(),
  email: text().notNull(),
  name: text().notNull(),
  role: text().notNull(),
  workerId: uuid(),
  tokenHash: text().notNull(),
  invitedBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  acceptedAt: timestamp({ withTimezone: true }),
  withdrawnAt: timestamp({ withTimezone: true }),
});

export const signInAttempt = pgTable('sign_in_attempt', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  emailHash: text().notNull(),
  attemptedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  succeeded: boolean().notNull(),
});

export const viewAs = pgTable('view_as', {
  sessionIdHash: text().primaryKey(),
  viewerAccountId: uuid().notNull(),
  membershipId: uuid().notNull(),
  reason: text().notNull(),
  startedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** An organization's own directory: single sign-on and provisioning. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Role, Side } from '#app/values/roles.ts';

const id = () =>
  uuid()
    .primaryKey()
    .default(sql`app.uuid7()`);
const instant = () => timestamp({ withTimezone: true });

export const directory = pgTable('directory', {
  id: id(),
  organizationId: uuid().notNull(),
  side: text().$type<Side>().notNull(),
  issuer: text(),
  registeredAs: text(),
  secretSealed: text(),
  vouchesForAddresses: boolean().notNull().default(false),
  defaultRole: text().$type<Role>(),
  switchedOn: boolean().notNull().default(false),
  passwordsAllowed: boolean().notNull().default(true),
  changedAt: instant().notNull().defaultNow(),
});

export const directoryDomain = pgTable('directory_domain', {
  id: id(),
  organizationId: uuid().notNull(),
  domain: text().notNull(),
  claimedBy: uuid().notNull(),
  claimedAt: instant().notNull().defaultNow(),
  confirmedBy: uuid(),
  confirmedAt: instant(),
});

export const directoryRole = pgTable('directory_role', {
  id: id(),
  organizationId: uuid().notNull(),
  side: text().$type<Side>().notNull(),
  source: text({ enum: ['claim', 'group'] }).notNull(),
  claim: text().notNull().default(''),
  value: text().notNull(),
  role: text().$type<Role>().notNull(),
});

export const directoryIdentity = pgTable('directory_identity', {
  id: id(),
  organizationId: uuid().notNull(),
  accountId: uuid().notNull(),
  issuer: text().notNull(),
  subject: text().notNull(),
  madeAt: instant().notNull().defaultNow(),
  lastUsedAt: instant().notNull().defaultNow(),
});

export const directoryAttempt = pgTable('directory_attempt', {
  stateHash: text().primaryKey(),
  organizationId: uuid().notNull(),
  directoryId: uuid().notNull(),
  browserHash: text().notNull(),
  nonce: text().notNull(),
  codeVerifier: text().notNull(),
  returnTo: text().notNull(),
  createdAt: instant().notNull().defaultNow(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
});

export const directoryMembership = pgTable('directory_membership', {
  membershipId: uuid().notNull(),
  source: text({ enum: ['claim', 'group'] }).notNull(),
  organizationId: uuid().notNull(),
  accountId: uuid().notNull(),
});

export const directoryToken = pgTable('directory_token', {
  id: id(),
  organizationId: uuid().notNull(),
  tokenHash: text().notNull(),
  label: text().notNull(),
  madeBy: uuid().notNull(),
  madeAt: instant().notNull().defaultNow(),
  endsAt: instant(),
  lastUsedAt: instant(),
  minuteStartedAt: instant().notNull().defaultNow(),
  minuteCount: integer().notNull().default(0),
});

export const directoryUser = pgTable('directory_user', {
  id: id(),
  organizationId: uuid().notNull(),
  accountId: uuid().notNull(),
  userName: text().notNull(),
  externalId: text(),
  givenName: text(),
  familyName: text(),
  displayName: text(),
  email: text().notNull(),
  active: boolean().notNull(),
  disabledAccount: boolean().notNull().default(false),
  version: integer().notNull().default(1),
  madeAt: instant().notNull().defaultNow(),
  changedAt: instant().notNull().defaultNow(),
  removedAt: instant(),
});

export const directoryGroup = pgTable('directory_group', {
  id: id(),
  organizationId: uuid().notNull(),
  displayName: text().notNull(),
  externalId: text(),
  version: integer().notNull().default(1),
  madeAt: instant().notNull().defaultNow(),
  changedAt: instant().notNull().defaultNow(),
});

export const directoryGroupMember = pgTable('directory_group_member', {
  organizationId: uuid().notNull(),
  groupId: uuid().notNull(),
  userId: uuid().notNull(),
});

/** Chains of decisions over a subject. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { bigint, date, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const approvalRule = pgTable('approval_rule', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  subjectKind: text().notNull(),
  position: smallint().notNull(),
  role: text({ enum: ['approver', 'clientFinance', 'clientAdmin'] }).notNull(),
  aboveMinor: bigint({ mode: 'number' }).notNull().default(0),
});

export const approval = pgTable('approval', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  subjectKind: text().notNull(),
  subjectId: uuid().notNull(),
  title: text().notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  status: text({ enum: ['pending', 'granted', 'rejected', 'withdrawn'] })
    .notNull()
    .default('pending'),
  requestedBy: uuid().notNull(),
  requestedByName: text().notNull(),
  requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  decidedAt: timestamp({ withTimezone: true }),
});

export const approvalStep = pgTable(
  'approval_step',
  {
    approvalId: uuid().notNull(),
    clientId: uuid().notNull(),
    position: smallint().notNull(),
    role: text().notNull(),
    requestedBy: uuid().notNull(),
    decidedBy: uuid(),
    decidedByName: text(),
    decidedFor: uuid(),
    decision: text({ enum: ['granted', 'rejected'] }),
    reason: text(),
    decidedAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.approvalId, table.position] })],
);

/** Who stands in for whom, for which approvals, between which days of the program's calendar. */
export const approvalDelegation = pgTable('approval_delegation', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  fromMembershipId: uuid().notNull(),
  fromAccountId: uuid().notNull(),
  fromName: text().notNull(),
  toMembershipId: uuid().notNull(),
  toAccountId: uuid().notNull(),
  toName: text().notNull(),
  kinds: text().array().notNull(),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  note: text(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  endedBy: uuid(),
  endedByName: text(),
  endedAt: timestamp({ withTimezone: true }),
});

/** Service levels, scorecards and service credits. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
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
import { daterange } from './types.ts';

const id = () =>
  uuid()
    .primaryKey()
    .default(sql`app.uuid7()`);
const moment = () => timestamp({ withTimezone: true });
const minor = () => bigint({ mode: 'number' });
const multiplier = () => numeric({ precision: 4, scale: 2 });
const measured = () => numeric({ precision: 12, scale: 4 });
const fraction = () => numeric({ precision: 9, scale: 6 });

export const serviceTerms = pgTable('service_terms', {
  id: id(),
  clientId: uuid().notNull(),
  atRiskFraction: fraction().notNull(),
  missRule: text({ enum: ['steps', 'linear'] }).notNull(),
  secondMultiplier: multiplier().notNull(),
  thirdMultiplier: multiplier().notNull(),
  settledBy: text({ enum: ['fee_invoice', 'credit_note'] }).notNull(),
  weightsMayExceed: boolean().notNull().default(false),
  reviewDay: smallint().notNull().default(8),
  answerDay: smallint().notNull().default(13),
  effective: daterange().notNull(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: moment().notNull().defaultNow(),
});

export const serviceLevel = pgTable('service_level', {
  id: id(),
  clientId: uuid().notNull(),
  name: text().notNull(),
  measure: text({
    enum: [
      'timesheet_approval',
      'fill_rate',
      'time_to_submittal',
      'invoice_accuracy',
      'rate_compliance',
      'entered',
    ],
  }).notNull(),
  unit: text({ enum: ['percent', 'days', 'hours', 'score'] }).notNull(),
  direction: text({ enum: ['higher', 'lower'] }).notNull(),
  expected: measured().notNull(),
  minimum: measured().notNull(),
  nMin: integer().notNull(),
  weight: fraction().notNull(),
  withinDays: smallint(),
  earnBackMonths: smallint(),
  effective: daterange().notNull(),
  createdBy: uuid().notNull(),
  createdByName: text().notNull(),
  createdAt: moment().notNull().defaultNow(),
});

export const scorecard = pgTable('scorecard', {
  id: id(),
  clientId: uuid().notNull(),
  month: date().notNull(),
  status: text({ enum: ['draft', 'under_review', 'with_client', 'frozen'] })
    .notNull()
    .default('draft'),
  currency: text().notNull(),
  termsId: uuid().notNull(),
  missRule: text({ enum: ['steps', 'linear'] }).notNull(),
  secondMultiplier: multiplier().notNull(),
  thirdMultiplier: multiplier().notNull(),
  settledBy: text({ enum: ['fee_invoice', 'credit_note'] }).notNull(),
  reviewBy: date().notNull(),
  answerBy: date().notNull(),
  feeMinor: minor().notNull(),
  atRiskFraction: fraction().notNull(),
  atRiskMinor: minor().notNull(),
  exactMinor: numeric({ precision: 40, scale: 14 }).notNull().default('0'),
  creditMinor: minor().notNull().default(0),
  earnBackMinor: minor().notNull().default(0),
  computedAt: moment().notNull(),
  computedBy: uuid(),
  computedByName: text().notNull(),
  sentBy: uuid(),
  sentByName: text(),
  sentAt: moment(),
  frozenBy: uuid(),
  frozenByName: text(),
  frozenAt: moment(),
  outcome: text({ enum: ['accepted', 'disputed', 'unanswered'] }),
});

export const scorecardFee = pgTable(
  'scorecard_fee',
  {
    scorecardId: uuid().notNull(),
    place: smallint().notNull(),
    clientId: uuid().notNull(),
    label: text().notNull(),
    invoiceId: uuid(),
    amountMinor: minor().notNull(),
    note: text().notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.scorecardId, table.place] })],
);

export const scorecardLevel = pgTable(
  'scorecard_level',
  {
    scorecardId: uuid().notNull(),
    serviceLevelId: uuid().notNull(),
    clientId: uuid().notNull(),
    place: smallint().notNull(),
    name: text().notNull(),
    measure: text().notNull(),
    unit: text().notNull(),
    direction: text().notNull(),
    expected: measured().notNull(),
    minimum: measured().notNull(),
    nMin: integer().notNull(),
    weight: fraction().notNull(),
    withinDays: smallint(),
    earnBackMonths: smallint(),
    source: text({ enum: ['measured', 'entered'] }).notNull(),
    counted: integer(),
    met: integer(),
    value: measured(),
    method: text().notNull(),
    note: text().notNull().default(''),
    enteredBy: uuid(),
    enteredByName: text(),
    enteredAt: moment(),
    judgedValue: measured(),
    judgedCounted: integer(),
    excused: text({ enum: ['relieved', 'too_few', 'no_value'] }),
    miss: fraction().notNull().default('0'),
    monthsRunning: smallint().notNull().default(0),
    multiplier: multiplier().notNull().default('1'),
    atRiskMinor: minor().notNull(),
    exactMinor: numeric({ precision: 40, scale: 14 }).notNull().default('0'),
    creditMinor: minor().notNull().default(0),
    earnBackMinor: minor().notNull().default(0),
    answer: text({ enum: ['accepted', 'disputed'] }),
    answerReason: text(),
    answeredBy: uuid(),
    answeredByName: text(),
    answeredAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.scorecardId, table.serviceLevelId] })],
);

export const scorecardRelief = pgTable('scorecard_relief', {
  id: id(),
  clientId: uuid().notNull(),
  scorecardId: uuid().notNull(),
  serviceLevelId: uuid().notNull(),
  kind: text({ enum: ['stop_clock', 'client_caused', 'force_majeure', 'volume'] }).notNull(),
  events: integer(),
  reason: text().notNull(),
  claimedBy: uuid().notNull(),
  claimedByName: text().notNull(),
  claimedAt: moment().notNull(),
});

export const serviceCredit = pgTable('service_credit', {
  id: id(),
  clientId: uuid().notNull(),
  scorecardId: uuid().notNull(),
  kind: text({ enum: ['credit', 'earn_back'] }).notNull(),
  month: date().notNull(),
  amountMinor: minor().notNull(),
  settledBy: text({ enum: ['fee_invoice', 'credit_note'] }).notNull(),
  note: text().notNull(),
  proposedAt: moment().notNull(),
  invoiceId: uuid(),
});

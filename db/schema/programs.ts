/** A client's program: terms, places, jobs and what they may cost. Mirrors migrations/; a test compares the two. */
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

export const program = pgTable('program', {
  clientId: uuid().primaryKey(),
  code: text().notNull(),
  currency: text({ enum: ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'CHF', 'NZD', 'SEK'] })
    .notNull()
    .default('USD'),
  timeZone: text().notNull().default('America/New_York'),
  weekEndsOn: smallint().notNull().default(0),
  billingCadence: text({ enum: ['weekly', 'semimonthly', 'monthly'] })
    .notNull()
    .default('monthly'),
  nextRequisitionNumber: integer().notNull().default(1001),
  nextAssignmentNumber: integer().notNull().default(301),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  nextCorrectionNumber: integer().notNull().default(1),
  nextPaymentRunNumber: integer().notNull().default(1),
});

export const programTerms = pgTable('program_terms', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  effectiveFrom: date().notNull(),
  overtimeRule: text({ enum: ['none', 'us-flsa', 'us-ca'] }).notNull(),
  paymentTermsDays: smallint().notNull(),
  supplierTermsDays: smallint().notNull(),
  payWhenPaid: boolean().notNull().default(false),
  mspScreensSubmittals: boolean().notNull().default(true),
  submittalsPerSupplier: smallint().notNull().default(5),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  costBooking: text({ enum: ['worker', 'split'] })
    .notNull()
    .default('worker'),
  taxFlow: text({ enum: ['principal', 'agent'] })
    .notNull()
    .default('principal'),
  buyerType: text({ enum: ['business', 'hospital', 'government', 'nonprofit'] })
    .notNull()
    .default('business'),
});

export const feeSchedule = pgTable('fee_schedule', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  label: text().notNull(),
  funding: text({ enum: ['client', 'supplier'] }).notNull(),
  fraction: numeric({ precision: 9, scale: 6 }).notNull(),
  effective: daterange().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  supplierId: uuid(),
  rounding: text({ enum: ['line', 'statement'] })
    .notNull()
    .default('line'),
  capPerHour: numeric({ precision: 10, scale: 4 }),
});

export const site = pgTable('site', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  city: text().notNull(),
  region: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  siteGroupId: uuid(),
  country: text().notNull().default('US'),
});

export const department = pgTable('department', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const costCenter = pgTable('cost_center', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  departmentId: uuid().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  closedOn: date(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const job = pgTable('job', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  code: text().notNull(),
  title: text().notNull(),
  description: text().notNull().default(''),
  minEducation: text(),
  minYears: smallint(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  serviceClass: text().notNull().default('temporary_staffing'),
});

export const siteGroup = pgTable('site_group', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const flatFee = pgTable('flat_fee', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  label: text().notNull(),
  component: text({
    enum: ['set_up', 'subscription', 'per_active_worker', 'per_timesheet', 'minimum'],
  }).notNull(),
  amountMinor: bigint({ mode: 'number' }).notNull(),
  activeWorker: text({ enum: ['approved_time', 'assigned'] }),
  yearlyIndexation: numeric({ precision: 9, scale: 6 }).notNull().default('0'),
  effective: daterange().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const rateCardImport = pgTable('rate_card_import', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  status: text({ enum: ['previewed', 'posted', 'discarded'] })
    .notNull()
    .default('previewed'),
  fileName: text().notNull(),
  fileSha256: text().notNull(),
  basis: text({ enum: ['highest', 'p75', 'median'] }).notNull(),
  effectiveFrom: date().notNull(),
  rowCount: integer().notNull(),
  usableCount: integer().notNull(),
  refusedCount: integer().notNull(),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  postedAt: timestamp({ withTimezone: true }),
});

export const rateCardImportRefusal = pgTable(
  'rate_card_import_refusal',
  {
    importId: uuid().notNull(),
    clientId: uuid().notNull(),
    rowNumber: integer().notNull(),
    reason: text().notNull(),
    rowText: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })],
);

export const rateCardImportJob = pgTable(
  'rate_card_import_job',
  {
    importId: uuid().notNull(),
    clientId: uuid().notNull(),
    code: text().notNull(),
    title: text().notNull(),
    maxBillRate: numeric({ precision: 10, scale: 4 }).notNull(),
    lowestRate: numeric({ precision: 10, scale: 4 }).notNull(),
    medianRate: numeric({ precision: 10, scale: 4 }).notNull(),
    highestRate: numeric({ precision: 10, scale: 4 }).notNull(),
    rowCount: integer().notNull(),
    minEducation: text(),
    minYears: smallint(),
    mergedTitles: text().array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.importId, table.code] })],
);

export const cardUpload = pgTable('card_upload', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  fileName: text().notNull(),
  content: text().notNull(),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  postedAt: timestamp({ withTimezone: true }),
});

export const rateCardEntry = pgTable('rate_card_entry', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  jobId: uuid().notNull(),
  maxBillRate: numeric({ precision: 10, scale: 4 }).notNull(),
  lowestRate: numeric({ precision: 10, scale: 4 }),
  medianRate: numeric({ precision: 10, scale: 4 }),
  effective: daterange().notNull(),
  importId: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  direction: text({ enum: ['bill', 'pay'] })
    .notNull()
    .default('bill'),
  maxPayRate: numeric({ precision: 10, scale: 4 }),
  maxMarkup: numeric({ precision: 9, scale: 6 }),
  siteGroupId: uuid(),
  supplierId: uuid(),
  currency: text().notNull(),
});

/** What a program publishes; the latest row holds. */
export const publication = pgTable('publication', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  payRate: boolean().notNull(),
  clientFee: boolean().notNull(),
  createdBy: uuid(),
  createdByName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

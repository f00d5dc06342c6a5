/** Which supplier serves which program. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { daterange } from './types.ts';

export const enrollment = pgTable(
  'enrollment',
  {
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    tier: smallint().notNull().default(1),
    status: text({ enum: ['active', 'suspended'] })
      .notNull()
      .default('active'),
    enrolledOn: date().notNull(),
    enrolledBy: uuid(),
    enrolledByName: text(),
  },
  (table) => [primaryKey({ columns: [table.clientId, table.supplierId] })],
);

export const agreement = pgTable('agreement', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  effective: daterange().notNull(),
  overtimeConvention: text({ enum: ['full', 'premium_at_cost', 'fixed'] })
    .notNull()
    .default('full'),
  overtimeBurden: numeric({ precision: 9, scale: 6 }).notNull().default('0'),
  overtimeRate: numeric({ precision: 10, scale: 4 }),
  doubleTimeRate: numeric({ precision: 10, scale: 4 }),
  maxMarkup: numeric({ precision: 9, scale: 6 }),
  supplierTermsDays: smallint(),
  payWhenPaid: boolean(),
  tenureWeeks: smallint(),
  tenureFraction: numeric({ precision: 9, scale: 6 }),
  nonbillableDays: smallint().notNull().default(0),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const discountSchedule = pgTable('discount_schedule', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid(),
  label: text().notNull(),
  kind: text({ enum: ['volume', 'prompt_payment'] }).notNull(),
  method: text({ enum: ['graduated', 'cliff_prospective', 'cliff_retroactive'] }),
  spendWindow: text({ enum: ['year_to_date', 'rolling_52_weeks', 'rolling_13_weeks'] }),
  openingMinor: bigint({ mode: 'number' }).notNull().default(0),
  openingOn: date(),
  fraction: numeric({ precision: 9, scale: 6 }),
  withinDays: smallint(),
  effective: daterange().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const discountTier = pgTable(
  'discount_tier',
  {
    scheduleId: uuid().notNull(),
    clientId: uuid().notNull(),
    fromMinor: bigint({ mode: 'number' }).notNull(),
    fraction: numeric({ precision: 9, scale: 6 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.scheduleId, table.fromMinor] })],
);

export const selfBillingAgreement = pgTable('self_billing_agreement', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  taxNumber: text().notNull(),
  effective: daterange().notNull(),
  consentedBy: uuid().notNull(),
  consentedByName: text().notNull(),
  consentedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  endedAt: timestamp({ withTimezone: true }),
});

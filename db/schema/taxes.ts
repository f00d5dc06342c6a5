/** Tax rules, and what exempts from them. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { date, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { daterange } from './types.ts';

export const taxRule = pgTable('tax_rule', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  country: text().notNull(),
  region: text().notNull(),
  serviceClass: text().notNull(),
  buyerType: text({ enum: ['business', 'hospital', 'government', 'nonprofit'] }),
  leg: text({ enum: ['supply', 'client_fee', 'supplier_fee'] }).notNull(),
  base: text({ enum: ['full', 'fee_only', 'none'] }).notNull(),
  rate: numeric({ precision: 9, scale: 6 }).notNull(),
  jurisdiction: text().notNull(),
  reason: text().notNull().default(''),
  source: text().notNull(),
  sourcedOn: date().notNull(),
  effective: daterange().notNull(),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const exemptionCertificate = pgTable('exemption_certificate', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  country: text().notNull(),
  region: text().notNull(),
  number: text().notNull(),
  reason: text().notNull(),
  effective: daterange().notNull(),
  fileId: uuid(),
  createdBy: uuid(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

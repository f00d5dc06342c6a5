/** Purchase orders and budgets. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import {
  bigint,
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

export const purchaseOrder = pgTable('purchase_order', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  number: text().notNull(),
  fundsMinor: bigint({ mode: 'number' }).notNull(),
  toleranceFraction: numeric({ precision: 9, scale: 6 }).notNull().default('0'),
  consumedMinor: bigint({ mode: 'number' }).notNull().default(0),
  effective: daterange().notNull(),
  closedOn: date(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const budget = pgTable(
  'budget',
  {
    clientId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    year: smallint().notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.clientId, table.costCenterId, table.year] })],
);

/** What was spent, kept by the transaction that posts it. Mirrors migrations/; a test compares the two. */
import { bigint, date, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';

export const clientSpend = pgTable(
  'client_spend',
  {
    clientId: uuid().notNull(),
    month: date().notNull(),
    supplierId: uuid().notNull(),
    departmentId: uuid().notNull(),
    jobId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    minutes: bigint({ mode: 'number' }).notNull(),
    overtimeMinutes: bigint({ mode: 'number' }).notNull(),
    timeMinor: bigint({ mode: 'number' }).notNull(),
    feeMinor: bigint({ mode: 'number' }).notNull(),
    totalMinor: bigint({ mode: 'number' }).notNull(),
    otherMinor: bigint({ mode: 'number' }).notNull().default(0),
    discountMinor: bigint({ mode: 'number' }).notNull().default(0),
    taxMinor: bigint({ mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({
      columns: [
        table.clientId,
        table.month,
        table.supplierId,
        table.departmentId,
        table.jobId,
        table.costCenterId,
      ],
    }),
  ],
);

export const supplierSpend = pgTable(
  'supplier_spend',
  {
    clientId: uuid().notNull(),
    month: date().notNull(),
    supplierId: uuid().notNull(),
    departmentId: uuid().notNull(),
    jobId: uuid().notNull(),
    costCenterId: uuid().notNull(),
    minutes: bigint({ mode: 'number' }).notNull(),
    overtimeMinutes: bigint({ mode: 'number' }).notNull(),
    timeMinor: bigint({ mode: 'number' }).notNull(),
    feeMinor: bigint({ mode: 'number' }).notNull(),
    totalMinor: bigint({ mode: 'number' }).notNull(),
    otherMinor: bigint({ mode: 'number' }).notNull().default(0),
    discountMinor: bigint({ mode: 'number' }).notNull().default(0),
    taxMinor: bigint({ mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({
      columns: [
        table.clientId,
        table.month,
        table.supplierId,
        table.departmentId,
        table.jobId,
        table.costCenterId,
      ],
    }),
  ],
);

export const supplierWeekSpend = pgTable(
  'supplier_week_spend',
  {
    clientId: uuid().notNull(),
    supplierId: uuid().notNull(),
    weekEndsOn: date().notNull(),
    grossMinor: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.clientId, table.supplierId, table.weekEndsOn] })],
);

/** People put forward, and offers made for them. Mirrors migrations/; a test compares the two. */
import { sql } from 'drizzle-orm';
import { date, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const candidate = pgTable('candidate', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  supplierId: uuid().notNull(),
  name: text().notNull(),
  email: text().notNull(),
  phone: text(),
  summary: text().notNull().default(''),
  personKey: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const submittal = pgTable('submittal', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  requisitionId: uuid().notNull(),
  candidateId: uuid().notNull(),
  status: text({
    enum: [
      'draft',
      'submitted',
      'presented',
      'shortlisted',
      'offered',
      'selected',
      'placed',
      'rejected',
      'not_selected',
      'withdrawn',
    ],
  })
    .notNull()
    .default('submitted'),
  billRate: numeric({ precision: 10, scale: 4 }).notNull(),
  availableFrom: date().notNull(),
  note: text().notNull().default(''),
  resumeFileId: uuid(),
  representedSince: timestamp({ withTimezone: true }),
  representedBy: uuid(),
  submittedBy: uuid(),
  submittedAt: timestamp({ withTimezone: true }),
  presentedAt: timestamp({ withTimezone: true }),
  endedReason: text(),
  endedBySide: text({ enum: ['msp', 'client', 'supplier'] }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const submittalPay = pgTable('submittal_pay', {
  submittalId: uuid().primaryKey(),
  supplierId: uuid().notNull(),
  payRate: numeric({ precision: 10, scale: 4 }).notNull(),
});

export const offer = pgTable('offer', {
  id: uuid()
    .primaryKey()
    .default(sql`app.uuid7()`),
  clientId: uuid().notNull(),
  supplierId: uuid().notNull(),
  requisitionId: uuid().notNull(),
  submittalId: uuid().notNull(),
  status: text({ enum: ['extended', 'accepted', 'declined', 'rescinded', 'expired'] })
    .notNull()
    .default('extended'),
  billRate: numeric({ precision: 10, scale: 4 }).notNull(),
  startsOn: date().notNull(),
  endsOn: date().notNull(),
  message: text().notNull().default(''),
  extendedBy: uuid().notNull(),
  extendedAt: timestamp({ withTimezone: true }).notNull(),
  expiresOn: date().notNull(),
  answeredBy: uuid(),
  answeredAt: timestamp({ withTimezone: true }),
  reason: text(),
});

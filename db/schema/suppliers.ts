/** Which supplier serves which program. Mirrors migrations/; a test compares the two. */
import { date, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';

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
  },
  (table) => [primaryKey({ columns: [table.clientId, table.supplierId] })],
);

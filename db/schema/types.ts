import { customType } from 'drizzle-orm/pg-core';

/** A half-open range of dates as PostgreSQL writes it: `[2026-01-01,2027-01-01)`, `[2026-01-01,)` without an end. */
export const daterange = customType<{ data: string }>({ dataType: () => 'daterange' });

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { directoryToken, organization } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Home } from './home.server.ts';
import { hashOfDirectoryToken } from './token.server.ts';

/** What one token may ask within a minute, before it is told to wait. */
const MOST_A_MINUTE = 600;

export type Admitted = { home: Home } | 'unknown' | 'tooMany';

/**
 * Lets a directory in by its token. Another organization's address, a token that has ended and one that never was are
 * told apart by nothing.
 */
export function admit(
  { database, now }: { database: Database; now: Date },
  organizationId: string,
  authorization: string | undefined,
): Promise<Admitted> {
  const token = /^Bearer\s+(\S{10,200})$/i.exec(authorization ?? '')?.[1] ?? '';
  return walled(database, { side: 'door' }, async (db): Promise<Admitted> => {
    const isFresh = sql`${directoryToken.minuteStartedAt} > ${now.toISOString()}::timestamptz - interval '1 minute'`;
    const [counted] = await db
      .update(directoryToken)
      .set({
        lastUsedAt: now,
        minuteStartedAt: sql`case when ${isFresh} then ${directoryToken.minuteStartedAt} else ${now.toISOString()}::timestamptz end`,
        minuteCount: sql`case when ${isFresh} then ${directoryToken.minuteCount} + 1 else 1 end`,
      })
      .where(
        and(
          eq(directoryToken.tokenHash, hashOfDirectoryToken(token)),
          eq(sql`${directoryToken.organizationId}::text`, organizationId.toLowerCase()),
          or(isNull(directoryToken.endsAt), gt(directoryToken.endsAt, now)),
        ),
      )
      .returning({ organizationId: directoryToken.organizationId, count: directoryToken.minuteCount });
    if (!counted) return 'unknown';
    if (counted.count > MOST_A_MINUTE) return 'tooMany';
    const [home] = await db
      .select({ id: organization.id, side: organization.side, name: organization.name })
      .from(organization)
      .where(eq(organization.id, counted.organizationId));
    return home ? { home } : 'unknown';
  });
}

import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';

/**
 * Signs a person out everywhere, in this transaction. The caller has been authorized.
 * @returns how many sessions that were
 */
export async function endSessions(ctx: Context, accountId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ ended: number }>(
    sql`select app.end_sessions(${accountId}::uuid) as ended`,
  );
  return row?.ended ?? 0;
}

import { and, eq, inArray, sql } from 'drizzle-orm';
import { ledgerPeriod } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { formatMonth } from '#app/values/week.ts';

/** Why nothing can be posted on a day, as a sentence; null where its month is open. The database refuses it in any case. */
export async function whyMonthIsClosed(ctx: Context, clientId: string, day: string): Promise<string | null> {
  const [closed] = await ctx.db
    .select({ month: ledgerPeriod.month })
    .from(ledgerPeriod)
    .where(
      and(
        eq(ledgerPeriod.clientId, clientId),
        eq(ledgerPeriod.month, sql`date_trunc('month', ${day}::date)::date`),
        inArray(ledgerPeriod.status, ['closed', 'reopening']),
      ),
    );
  return closed ? `The books of ${formatMonth(closed.month)} are closed; nothing can be posted there.` : null;
}

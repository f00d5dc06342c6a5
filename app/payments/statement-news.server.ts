import { inArray } from 'drizzle-orm';
import { invoice } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import type { EventNews } from '#app/values/event.ts';

type News = (occasion: {
  subjectId: string;
  clientId: string;
  supplierId: string | null;
  facts: { reference: string; by: string };
}) => EventNews;

/** So many statements are told of in one statement. */
const BATCH = 2_000;

/**
 * Tells of each statement or credit what became of it, one event each, in the transaction that moved it.
 * @param ids those that moved
 * @param by the payment run or the payment that did it
 */
export async function tellStatements(ctx: Context, ids: string[], news: News, by: string): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await ctx.db
      .select({
        id: invoice.id,
        clientId: invoice.clientId,
        supplierId: invoice.supplierId,
        reference: invoice.reference,
      })
      .from(invoice)
      .where(inArray(invoice.id, ids.slice(from, from + BATCH)));
    await recordEvents(
      ctx,
      rows.map(({ id, clientId, supplierId, reference }) =>
        news({ subjectId: id, clientId, supplierId, facts: { reference, by } }),
      ),
    );
  }
}

import { eq, sql } from 'drizzle-orm';
import { program, rateCardEntry } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { CardLimits } from './card-rules.ts';
import { asRange, type Effective } from './effective.ts';

/** One at a time in a program: what the rules look at stays as it is until this is done. */
export async function lockCards(ctx: Context, clientId: string): Promise<void> {
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
}

/** Gives a card its last day. */
export async function endCard(
  ctx: Context,
  card: { id: string; startsOn: string },
  endsOn: string,
): Promise<void> {
  const shorter = asRange({ startsOn: card.startsOn, endsOn });
  await ctx.db
    .update(rateCardEntry)
    .set({ effective: sql`${shorter}::daterange` })
    .where(eq(rateCardEntry.id, card.id));
}

export type NewCard = CardLimits &
  Effective & {
    id?: string;
    clientId: string;
    jobId: string;
    siteGroupId: string | null;
    supplierId: string | null;
    currency: string;
  };

/** Writes versions of cards; the database refuses two that meet. */
export async function writeCards(ctx: Context, cards: NewCard[]): Promise<void> {
  if (cards.length === 0) return;
  await ctx.db.insert(rateCardEntry).values(
    cards.map(({ startsOn, endsOn, ...card }) => ({
      ...card,
      effective: asRange({ startsOn, endsOn }),
      createdAt: ctx.now,
    })),
  );
}

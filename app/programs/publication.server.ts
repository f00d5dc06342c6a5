import { desc, eq } from 'drizzle-orm';
import { publication } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

export type Publication = {
  /** Whether the client sees what workers are paid, and so the markup. */
  payRate: boolean;
  /** Whether suppliers see the fees that the client bears. */
  clientFee: boolean;
  /** When this was decided; null where nobody ever decided, and nothing is published. */
  since: Date | null;
  by: string | null;
};

/** What a program publishes now. Behind a wall, and where nothing was decided, that is nothing. */
export async function publicationOf(ctx: Context, clientId: string): Promise<Publication> {
  const [row] = await ctx.db
    .select({
      payRate: publication.payRate,
      clientFee: publication.clientFee,
      since: publication.createdAt,
      by: publication.createdByName,
    })
    .from(publication)
    .where(eq(publication.clientId, clientId))
    .orderBy(desc(publication.id))
    .limit(1);
  return row ?? { payRate: false, clientFee: false, since: null, by: null };
}

/** The same, as the policy asks of a subject. */
export async function publishedBy(ctx: Context, clientId: string) {
  const { payRate, clientFee } = await publicationOf(ctx, clientId);
  return { publishesPay: payRate, publishesClientFee: clientFee };
}

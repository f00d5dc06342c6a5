import { eq } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

/** The organization that the actor acts for. */
export async function ownOrganization(ctx: Context) {
  const [row] = await ctx.db.select().from(organization).where(eq(organization.id, ctx.actor.organizationId));
  return row ?? null;
}

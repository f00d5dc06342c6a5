import { eq } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { factorsOf, nextCode } from '#app/factors/public.server.ts';
import { atTheDoor, type Doorstep } from './doorstep.server.ts';

/** The organization that the actor acts for. */
export async function ownOrganization(ctx: Context) {
  const [row] = await ctx.db.select().from(organization).where(eq(organization.id, ctx.actor.organizationId));
  return row ?? null;
}

/** How somebody may take the second step. In the demo also with which code. */
export function waysOf(
  door: Doorstep,
  accountId: string,
): Promise<{ hasAuthenticator: boolean; hasPasskey: boolean; demoCode?: string | null }> {
  return atTheDoor(door, async (db) => {
    const { totpSince, passkeys } = await factorsOf(db, accountId);
    const ways = { hasAuthenticator: totpSince !== null, hasPasskey: passkeys > 0 };
    return door.demo ? { ...ways, demoCode: await nextCode(db, accountId, door.now) } : ways;
  });
}

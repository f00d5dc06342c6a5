import { eq } from 'drizzle-orm';
import { account } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { atTheDoor, contextOf, type Doorstep } from '../../doorstep.server.ts';
import { newsOf, renamed } from '../../events.ts';

/** Changes one's own name. What was written before keeps the name of then. At the door, where alone accounts are changed by whom they belong to. */
export async function renameMyself(door: Doorstep, actor: Actor, { name }: { name: string }): Promise<void> {
  const { accountId, name: before } = actor;
  if (name === before) return;
  await atTheDoor(door, async (db) => {
    await db.update(account).set({ name }).where(eq(account.id, accountId));
    await recordEvent(contextOf(door, db, actor), newsOf(renamed, actor, { before, after: name }));
  });
}

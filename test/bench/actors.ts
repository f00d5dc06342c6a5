import type { Database } from '#db/connection.ts';
import { actorOfMembership } from '#app/access/public.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';

/** Somebody of the bench world, as if signed in. */
export async function actorNamed(database: Database, email: string): Promise<Actor> {
  const [row] = await database.sql<{ id: string }[]>`
    select m.id from membership m join account a on a.id = m.account_id where a.email = ${email}`;
  const actor = row ? await actorOfMembership(database, row.id) : null;
  if (!actor) throw new Error(`The bench world has no ${email}`);
  return actor;
}

import { sql } from 'drizzle-orm';
import { makeRequest } from '#app/privacy/commands/make-request.server.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { instant, personOf, type World } from './world.ts';

const ASKED_DAYS_AGO = 9;

/** Somebody who was never placed asks to be forgotten, and somebody who works asks for a copy. */
export async function playPrivacy(tx: Db, world: World): Promise<void> {
  const at = instant(addDays(world.today, -ASKED_DAYS_AGO), 16);
  const ctx = contextOf(tx, personOf(world, 'admin@northgate'), at);
  const [forgotten] = await tx.execute<{ id: string }>(sql`
    select c.id from candidate c where not exists (select from worker w where w.candidate_id = c.id) order by c.created_at limit 1`);
  const [copied] = await tx.execute<{ id: string }>(
    sql`select candidate_id as id from worker order by created_at limit 1`,
  );
  for (const [kind, found] of [
    ['erasure', forgotten],
    ['export', copied],
  ] as const) {
    if (!found) continue;
    const request = { id: world.random.id(at), kind, person: `candidate:${found.id}` };
    mustSucceed(`The request for ${kind}`, await makeRequest(ctx, request));
  }
}

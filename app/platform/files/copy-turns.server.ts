import type { Database } from '#db/connection.ts';
import type { Actor } from '../authorization/vocabulary.ts';
import { takeTurns } from '../throttle/throttle.server.ts';
import { waitWords } from '../throttle/wait-words.ts';

const MINUTES_A_TURN = 6;
const AT_ONCE = 10;

/**
 * A copy of a whole list or of all the books is heavy to make, and what somebody would carry away who took over an account:
 * ten at once, then one every six minutes (OWASP API Security 2023, API4).
 * @throws a 429 that says when the next one is made
 */
export async function takeCopyTurn(
  database: Database,
  { accountId, viewingAs }: Pick<Actor, 'accountId' | 'viewingAs'>,
): Promise<void> {
  // Whoever looks on as another takes no turn of theirs.
  const lane = {
    purpose: 'copy',
    key: viewingAs?.accountId ?? accountId,
    burst: AT_ONCE,
    everySeconds: MINUTES_A_TURN * 60,
  };
  const wait = await takeTurns(database, [lane]);
  if (wait === 0) return;
  throw new Response(`You made ${AT_ONCE} copies in a short time. Try again in ${waitWords(wait)}.`, {
    status: 429,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': String(wait) },
  });
}

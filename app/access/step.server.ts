import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { signInStep } from '#db/schema/index.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { findActor } from './actor.server.ts';
import { clearing, doorCookies, readText } from './cookies.server.ts';
import { atTheDoor, type Doorstep } from './doorstep.server.ts';
import { hashOfToken, newToken } from './token.server.ts';

const STEP_MINUTES = 10;

/** Somebody whose password was right and who still owes the rest. They are not signed in. */
export type Step = { tokenHash: string; needs: 'code' | 'enrolment'; person: Actor };

/** Begins a step and returns the cookie that carries it. */
export async function beginStep(
  door: Doorstep,
  db: Db,
  person: Actor,
  needs: Step['needs'],
): Promise<string> {
  const { token, tokenHash } = newToken();
  const { accountId, membershipId } = person;
  await db.insert(signInStep).values({
    ...{ tokenHash, accountId, membershipId, needs },
    createdAt: sql`now()`,
    expiresAt: sql`now() + make_interval(mins => ${STEP_MINUTES})`,
  });
  return doorCookies(door.baseUrl).step.serialize(token);
}

/** The step that a browser is in, or null where there is none or its ten minutes have passed. */
export async function readStep(door: Doorstep): Promise<Step | null> {
  const token = await readText(doorCookies(door.baseUrl).step, door.cookie);
  if (!token) return null;
  const tokenHash = hashOfToken(token);
  return atTheDoor(door, async (db) => {
    const [row] = await db
      .select()
      .from(signInStep)
      .where(and(eq(signInStep.tokenHash, tokenHash), gt(signInStep.expiresAt, sql`now()`)));
    const person = row ? await findActor(db, row.membershipId) : null;
    return row && person ? { tokenHash, needs: row.needs, person } : null;
  });
}

/** Ends a step; of several who finish the same one, one does. */
export async function finishStep(db: Db, { tokenHash }: Step): Promise<boolean> {
  const ended = await db
    .delete(signInStep)
    .where(and(eq(signInStep.tokenHash, tokenHash), gt(signInStep.expiresAt, sql`now()`)))
    .returning({ tokenHash: signInStep.tokenHash });
  return ended.length > 0;
}

export const clearStep = ({ baseUrl }: Doorstep): Promise<string> => clearing(doorCookies(baseUrl).step);

/** Ends every step of a person: what an old password opened half way. */
export async function endStepsOf(db: Db, accountId: string): Promise<void> {
  await db.delete(signInStep).where(eq(signInStep.accountId, accountId));
}

export async function sweepSteps(db: Db): Promise<void> {
  await db.delete(signInStep).where(lt(signInStep.expiresAt, sql`now()`));
}

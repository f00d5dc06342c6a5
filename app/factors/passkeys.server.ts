import { createHash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { and, asc, count, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { account, passkey, passkeyChallenge } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { log } from '#app/platform/observability/log.server.ts';

const CHALLENGE_MINUTES = 5;
export const PASSKEYS_LIMIT = 10;

const atTheDoor = { side: 'door' } as const;

/** Who we are to an authenticator: a passkey made for one address is of no use at any other (WebAuthn, section 5.1.2). */
const partyOf = (baseUrl: string) => ({ rpID: new URL(baseUrl).hostname, origin: new URL(baseUrl).origin });

const hashOf = (challenge: string) => createHash('sha256').update(challenge).digest('hex');

async function remember(database: Database, challenge: string, accountId: string | null): Promise<void> {
  await walled(database, atTheDoor, async (db) => {
    await db.insert(passkeyChallenge).values({
      challengeHash: hashOf(challenge),
      accountId,
      expiresAt: sql`now() + make_interval(mins => ${CHALLENGE_MINUTES})`,
    });
  });
}

/**
 * Whether we asked for this, lately, of this person or of whoever knocks. Asking once is answered once. What was asked is the
 * door's alone to know, also inside the transaction of somebody who is signed in.
 */
async function redeem(db: Db, challenge: string, accountId: string | null): Promise<boolean> {
  const [before] = await db.execute<{ side: string }>(
    sql`select app.side() as side, set_config('app.side', 'door', true)`,
  );
  const redeemed = await db
    .delete(passkeyChallenge)
    .where(
      and(
        eq(passkeyChallenge.challengeHash, hashOf(challenge)),
        gt(passkeyChallenge.expiresAt, sql`now()`),
        accountId ? eq(passkeyChallenge.accountId, accountId) : isNull(passkeyChallenge.accountId),
      ),
    )
    .returning({ challengeHash: passkeyChallenge.challengeHash });
  // Where the statement failed, the transaction is doomed and there is nothing to put back.
  await db.execute(sql`select set_config('app.side', ${before?.side ?? ''}, true)`);
  return redeemed.length > 0;
}

/** What the browser needs to sign somebody in with any passkey that they have for us. */
export async function askForPasskey(database: Database, baseUrl: string) {
  const { rpID } = partyOf(baseUrl);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await remember(database, options.challenge, null);
  return options;
}

/** What the browser needs to make a passkey for somebody. */
export async function offerPasskey(
  database: Database,
  baseUrl: string,
  person: { accountId: string; email: string; name: string },
) {
  const known = await walled(database, atTheDoor, (db) =>
    db
      .select({ id: passkey.credentialId, transports: passkey.transports })
      .from(passkey)
      .where(eq(passkey.accountId, person.accountId))
      .limit(PASSKEYS_LIMIT),
  );
  const options = await generateRegistrationOptions({
    rpName: 'Muster',
    rpID: partyOf(baseUrl).rpID,
    userName: person.email,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(person.accountId.replaceAll('-', ''), 'hex')),
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await remember(database, options.challenge, person.accountId);
  return options;
}

/** What is wrong with an answer is for the log; the person can only try again. */
async function checked<T>(what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    log('info', what, { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
    return null;
  }
}

function parsed<T extends { id: string; response: object }>(answer: string): T | null {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null && 'id' in value && 'response' in value
      ? (value as T)
      : null;
  } catch {
    return null;
  }
}

/**
 * Keeps the passkey that a browser made.
 * @param answer what the browser gave, as JSON
 * @returns false where it is not an answer to what we asked this person
 */
export async function keepPasskey(
  db: Db,
  baseUrl: string,
  accountId: string,
  { answer, name, now }: { answer: string; name: string; now: Date },
): Promise<'kept' | 'wrong' | 'too many'> {
  const response = parsed<RegistrationResponseJSON>(answer);
  if (!response) return 'wrong';
  const { rpID, origin } = partyOf(baseUrl);
  const verified = await checked('a passkey was not made', () =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => redeem(db, challenge, accountId),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }),
  );
  if (!verified?.verified) return 'wrong';
  const [row] = await db.select({ many: count() }).from(passkey).where(eq(passkey.accountId, accountId));
  if ((row?.many ?? 0) >= PASSKEYS_LIMIT) return 'too many';
  const { credential } = verified.registrationInfo;
  const kept = await db
    .insert(passkey)
    .values({
      accountId,
      name,
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 10),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: passkey.id });
  return kept.length > 0 ? 'kept' : 'wrong';
}

/**
 * Whose passkey answered, with the person's finger, face or PIN behind it; null where none of ours did.
 * A counter that did not grow says that the passkey was copied (WebAuthn, section 6.1.1).
 */
export async function takePasskey(
  db: Db,
  baseUrl: string,
  answer: string,
  now: Date,
): Promise<{ accountId: string } | null> {
  const response = parsed<AuthenticationResponseJSON>(answer);
  if (!response) return null;
  const [known] = await db
    .select({ passkey })
    .from(passkey)
    .innerJoin(account, eq(account.id, passkey.accountId))
    .where(and(eq(passkey.credentialId, response.id), isNull(account.disabledAt)));
  const { rpID, origin } = partyOf(baseUrl);
  const verified = await checked('a passkey was not taken', () =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => redeem(db, challenge, null),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(known?.passkey.publicKey ?? []),
        counter: known?.passkey.counter ?? 0,
      },
    }),
  );
  if (!known || !verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  const taken = await db
    .update(passkey)
    .set({ counter: newCounter, lastUsedAt: now })
    .where(
      and(
        eq(passkey.id, known.passkey.id),
        or(sql`${newCounter} > ${passkey.counter}`, sql`${newCounter} = 0 and ${passkey.counter} = 0`),
      ),
    )
    .returning({ accountId: passkey.accountId });
  return taken[0] ?? null;
}

/** A person's passkeys, oldest first. */
export function passkeysOf(db: Db, accountId: string) {
  return db
    .select({
      id: passkey.id,
      name: passkey.name,
      createdAt: passkey.createdAt,
      lastUsedAt: passkey.lastUsedAt,
    })
    .from(passkey)
    .where(eq(passkey.accountId, accountId))
    .orderBy(asc(passkey.createdAt))
    .limit(PASSKEYS_LIMIT);
}

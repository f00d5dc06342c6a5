import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { directoryAttempt } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';

const GOOD_FOR_MINUTES = 10;
const FORGOTTEN_AFTER_MS = 3_600_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const isSecure = (baseUrl: string) => baseUrl.startsWith('https:');
const cookieName = (baseUrl: string) => (isSecure(baseUrl) ? '__Host-muster_sso' : 'muster_sso');

/** The mark that tells this browser from others, or null. */
export function browserOf(cookieHeader: string | null, baseUrl: string): string | null {
  const name = cookieName(baseUrl);
  for (const part of (cookieHeader ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=');
    if (key === name && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/** Lax, because the way back from the provider begins at another site. */
function cookieOf(browser: string, baseUrl: string, seconds: number): string {
  const secure = isSecure(baseUrl) ? '; Secure' : '';
  return `${cookieName(baseUrl)}=${browser}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

export type Attempt = { directoryId: string; nonce: string; codeVerifier: string; returnTo: string };

/**
 * Remembers one way to the provider and back, bound to this browser. Several may be under way in several tabs.
 * @returns the cookie that binds it
 */
export async function rememberAttempt(
  { database, baseUrl, now }: { database: Database; baseUrl: string; now: Date },
  attempt: Attempt & { organizationId: string; state: string },
  cookieHeader: string | null,
): Promise<string> {
  const browser = browserOf(cookieHeader, baseUrl) ?? randomBytes(32).toString('base64url');
  const { state, ...rest } = attempt;
  await walled(database, { side: 'door' }, async (db) => {
    await db
      .delete(directoryAttempt)
      .where(lt(directoryAttempt.expiresAt, new Date(now.getTime() - FORGOTTEN_AFTER_MS)));
    await db.insert(directoryAttempt).values({
      ...rest,
      stateHash: sha256(state),
      browserHash: sha256(browser),
      createdAt: now,
      expiresAt: new Date(now.getTime() + GOOD_FOR_MINUTES * 60_000),
    });
  });
  return cookieOf(browser, baseUrl, GOOD_FOR_MINUTES * 60);
}

export type Taken =
  { ok: true; attempt: Attempt } | { ok: false; why: 'unknown' | 'expired' | 'replayed' | 'otherBrowser' };

/** Takes an attempt up again, once: whatever comes of it, the same answer of the provider is worth nothing afterwards. */
export function takeAttempt(
  { database, baseUrl, now }: { database: Database; baseUrl: string; now: Date },
  state: string | null,
  cookieHeader: string | null,
): Promise<Taken> {
  const browser = browserOf(cookieHeader, baseUrl);
  return walled(database, { side: 'door' }, async (db): Promise<Taken> => {
    if (!state) return { ok: false, why: 'unknown' };
    const isThis = eq(directoryAttempt.stateHash, sha256(state));
    const [known] = await db.select().from(directoryAttempt).where(isThis);
    if (!known) return { ok: false, why: 'unknown' };
    // Somebody else's browser neither gets in nor spoils it for the one that began.
    if (!browser || known.browserHash !== sha256(browser)) return { ok: false, why: 'otherBrowser' };
    const [taken] = await db
      .update(directoryAttempt)
      .set({ usedAt: now, codeVerifier: '', nonce: '' })
      .where(and(isThis, isNull(directoryAttempt.usedAt)))
      .returning({ stateHash: directoryAttempt.stateHash });
    if (!taken) return { ok: false, why: 'replayed' };
    if (known.expiresAt <= now) return { ok: false, why: 'expired' };
    const { directoryId, nonce, codeVerifier, returnTo } = known;
    return { ok: true, attempt: { directoryId, nonce, codeVerifier, returnTo } };
  });
}

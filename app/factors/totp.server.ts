import { and, eq, lt, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Db } from '#db/connection.ts';
import { totpFactor } from '#db/schema/index.ts';
import { isSealedWithOlderKey, openField, sealField } from '#app/platform/crypto/field.server.ts';
import { deploymentKeys } from '#app/platform/crypto/keyring.server.ts';
import { PERIOD_SECONDS, stepAt } from './totp.ts';

/** Twenty bytes, as RFC 4226 (section 4) recommends for HMAC-SHA-1. */
const SECRET_BYTES = 20;
/** A clock may be half a minute off either way. */
const WINDOW = 1;

const ISSUER = 'Muster';

const cellOf = (accountId: string) => ({ table: 'totp_factor', column: 'secret', id: accountId });
const offerCellOf = (accountId: string) => ({ table: 'totp_factor', column: 'offer', id: accountId });

const generatorOf = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });

export type TotpOffer = {
  /** In base32, for typing. */
  secret: string;
  /** What the QR code says. */
  address: string;
  /** The secret again, readable only here: it travels with the form, so that nothing is stored before it is proven. */
  sealed: string;
};

const OFFER_MINUTES = 30;

/** A fresh secret for somebody to put into their authenticator. */
export function offerTotp(accountId: string, email: string, now: Date): TotpOffer {
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  return offerOf(secret, accountId, email, now);
}

function offerOf(secret: string, accountId: string, email: string, now: Date): TotpOffer {
  return {
    secret,
    address: generatorOf(secret, email).toString(),
    sealed: sealField(`${now.getTime()} ${secret}`, offerCellOf(accountId)),
  };
}

/** The offer that a form brought back, or null where it is too old or was made for somebody else. */
export function offerAgain(sealed: string, accountId: string, email: string, now: Date): TotpOffer | null {
  try {
    const [at = '', secret = ''] = openField(sealed, offerCellOf(accountId)).split(' ');
    const age = now.getTime() - Number(at);
    return age >= 0 && age <= OFFER_MINUTES * 60_000
      ? { ...offerOf(secret, accountId, email, now), sealed }
      : null;
  } catch {
    return null;
  }
}

/** The half minute whose code this is, or null where it is none of those that count now. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = generatorOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : stepAt(now) + delta;
}

/**
 * Keeps an authenticator whose first code is right; that code is taken with it.
 * @returns false where the code is not right
 */
export async function keepTotp(
  db: Db,
  accountId: string,
  offer: TotpOffer,
  code: string,
  now: Date,
): Promise<boolean> {
  const lastStep = stepOf(offer.secret, code, now);
  if (lastStep === null) return false;
  const secret = sealField(offer.secret, cellOf(accountId));
  await db
    .insert(totpFactor)
    .values({ accountId, secret, lastStep, createdAt: now, lastUsedAt: now })
    .onConflictDoUpdate({
      target: totpFactor.accountId,
      set: {
        secret,
        lastStep: sql`greatest(${totpFactor.lastStep} + 1, ${lastStep})`,
        createdAt: now,
        lastUsedAt: now,
      },
    });
  return true;
}

/**
 * Takes a code, once: of several who bring the same at the same moment one is let in.
 * @returns whether it was right and had not been taken
 */
export async function takeTotp(db: Db, accountId: string, code: string, now: Date): Promise<boolean> {
  const [factor] = await db.select().from(totpFactor).where(eq(totpFactor.accountId, accountId));
  if (!factor) return false;
  const secret = openField(factor.secret, cellOf(accountId));
  const step = stepOf(secret, code, now);
  if (step === null) return false;
  const taken = await db
    .update(totpFactor)
    .set({
      lastStep: step,
      lastUsedAt: now,
      ...(isSealedWithOlderKey(factor.secret) ? { secret: sealField(secret, cellOf(accountId)) } : {}),
    })
    .where(and(eq(totpFactor.accountId, accountId), lt(totpFactor.lastStep, step)))
    .returning({ accountId: totpFactor.accountId });
  return taken.length > 0;
}

/** Seals a secret of one's own making, for the demo and for tests that hold the authenticator. */
export const sealTotp = (accountId: string, secret: string): string => sealField(secret, cellOf(accountId));

const RESEALED_AT_ONCE = 500;

/**
 * Seals again the secrets that an older key sealed, so that the older key can be taken away.
 * @returns how many, of at most 500 at once; 0 once the older keys have none left
 */
export async function resealTotp(db: Db): Promise<number> {
  const newestPrefix = `v1.${deploymentKeys().newest.id}.`;
  const old = await db
    .select()
    .from(totpFactor)
    .where(sql`not starts_with(${totpFactor.secret}, ${newestPrefix})`)
    .limit(RESEALED_AT_ONCE);
  for (const { accountId, secret } of old)
    await db
      .update(totpFactor)
      .set({ secret: sealField(openField(secret, cellOf(accountId)), cellOf(accountId)) })
      .where(and(eq(totpFactor.accountId, accountId), eq(totpFactor.secret, secret)));
  return old.length;
}

/**
 * The next code that would be taken, for the demo's page, whose visitors hold no authenticator.
 * @returns null where this half minute's and the next one's were used: then one has to wait
 */
export async function nextCode(db: Db, accountId: string, now: Date): Promise<string | null> {
  const [factor] = await db.select().from(totpFactor).where(eq(totpFactor.accountId, accountId));
  if (!factor) return null;
  const step = Math.max(stepAt(now), factor.lastStep + 1);
  if (step > stepAt(now) + WINDOW) return null;
  const secret = openField(factor.secret, cellOf(accountId));
  return generatorOf(secret).generate({ timestamp: step * PERIOD_SECONDS * 1000 });
}

import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { passkey, session } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { factorsOf, hasFactor, passkeysOf } from '#app/factors/public.server.ts';
import { atTheDoor, type Doorstep } from '../doorstep.server.ts';
import { hasPassword } from '../password-row.server.ts';

const SESSIONS_LIMIT = 50;

/** Where somebody is signed in, newest first. */
export async function sessionsOf(ctx: Context) {
  const { accountId, session: current } = ctx.actor;
  const rows = await ctx.db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      ipPrefix: session.ipPrefix,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .where(
      and(
        eq(session.accountId, accountId),
        gt(session.expiresAt, sql`now()`),
        gt(session.lastSeenAt, sql`now() - interval '30 minutes'`),
      ),
    )
    .orderBy(desc(session.lastSeenAt))
    .limit(SESSIONS_LIMIT);
  return rows.map((row) => ({ ...row, isThis: row.id === current?.id }));
}

/** All that «My account» shows. */
export async function accountPage(ctx: Context) {
  const { accountId, name, email, side } = ctx.actor;
  const factors = await factorsOf(ctx.db, accountId);
  return {
    ...{ name, email },
    factors,
    hasFactor: hasFactor(factors),
    mustHaveFactor: side === 'msp',
    passkeys: await passkeysOf(ctx.db, accountId),
    sessions: await sessionsOf(ctx),
  };
}

/** One passkey of one's own. */
export async function ownPasskey(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ id: passkey.id, name: passkey.name })
    .from(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.accountId, ctx.actor.accountId)));
  return row ?? null;
}

/** With what somebody can prove once more who they are. */
export function waysToProve(door: Doorstep, accountId: string) {
  return atTheDoor(door, async (db) => {
    const { totpSince, passkeys, recoveryCodesLeft } = await factorsOf(db, accountId);
    return {
      byCode: totpSince !== null || (passkeys > 0 && recoveryCodesLeft > 0),
      hasAuthenticator: totpSince !== null,
      byPasskey: passkeys > 0,
      byPassword: totpSince === null && passkeys === 0 && (await hasPassword(db, accountId)),
    };
  });
}

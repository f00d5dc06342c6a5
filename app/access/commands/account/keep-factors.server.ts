import { and, eq } from 'drizzle-orm';
import { passkey, recoveryCode, totpFactor } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import {
  factorsOf,
  hasFactor,
  keepPasskey,
  keepTotp,
  makeRecoveryCodes,
  offerAgain,
} from '#app/factors/public.server.ts';
import { invalid, missing, ok, problem, refused, stale, type Result } from '#app/values/result.ts';
import { authorizeOwn, unlessFresh } from '../../account/own.server.ts';
import { ownPasskey } from '../../account/queries.server.ts';
import { factorAdded, factorRemoved, newsOf, passkeyRenamed, recoveryCodesMade } from '../../events.ts';
import { tellOfAccount } from '../../tell.server.ts';
import { OFFER_IS_OVER, WRONG_FIRST_CODE } from '../enrol-at-the-door.server.ts';

/** Recovery codes come with the first factor; later ones need no others. */
const codesForTheFirst = async (ctx: Context, hadOne: boolean): Promise<string[] | null> =>
  hadOne ? null : makeRecoveryCodes(ctx.db, ctx.actor.accountId, ctx.now);

/** Sets up the authenticator of whoever is signed in. One is enough; whoever changes phones turns the old one off first. */
export async function addAuthenticator(
  ctx: Context,
  { offer: sealed, code }: { offer: string; code: string },
): Promise<Result<{ codes: string[] | null }>> {
  authorizeOwn(ctx);
  const notYet = unlessFresh(ctx);
  if (notYet) return notYet;
  const { accountId, email } = ctx.actor;
  const had = await factorsOf(ctx.db, accountId);
  if (had.totpSince) return stale('An authenticator is set up already.');
  const offer = offerAgain(sealed, accountId, email, ctx.now);
  if (!offer) return invalid(problem('code', OFFER_IS_OVER));
  if (!(await keepTotp(ctx.db, accountId, offer, code, ctx.now)))
    return invalid(problem('code', WRONG_FIRST_CODE));
  const codes = await codesForTheFirst(ctx, hasFactor(had));
  await recordEvent(ctx, newsOf(factorAdded, ctx.actor, { factor: 'authenticator' as const }));
  await tellOfAccount(ctx, ctx.actor, 'authenticatorAdded');
  return ok({ codes });
}

const LAST_FACTOR =
  'Whoever acts for the program office keeps a second factor. Set up another one first, then take this one away.';

/** Whether one factor less would leave somebody without one who must have one. */
async function isTheLastNeeded(ctx: Context): Promise<boolean> {
  const { totpSince, passkeys } = await factorsOf(ctx.db, ctx.actor.accountId);
  return ctx.actor.side === 'msp' && passkeys + (totpSince ? 1 : 0) <= 1;
}

/** Codes that stand in for nothing are worth nothing. */
async function dropCodesWithoutFactor(ctx: Context): Promise<void> {
  const { accountId } = ctx.actor;
  if (!hasFactor(await factorsOf(ctx.db, accountId)))
    await ctx.db.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
}

/** Turns the authenticator off. */
export async function removeAuthenticator(ctx: Context): Promise<Result<null>> {
  authorizeOwn(ctx);
  const notYet = unlessFresh(ctx);
  if (notYet) return notYet;
  if (await isTheLastNeeded(ctx)) return refused(LAST_FACTOR);
  const removed = await ctx.db
    .delete(totpFactor)
    .where(eq(totpFactor.accountId, ctx.actor.accountId))
    .returning({ accountId: totpFactor.accountId });
  if (removed.length === 0) return stale('There is no authenticator to turn off.');
  await dropCodesWithoutFactor(ctx);
  await recordEvent(ctx, newsOf(factorRemoved, ctx.actor, { factor: 'authenticator' as const }));
  await tellOfAccount(ctx, ctx.actor, 'authenticatorRemoved');
  return ok(null);
}

/** Keeps a passkey that the browser of whoever is signed in made. */
export async function addPasskey(
  ctx: Context,
  { credential, name }: { credential: string; name: string },
): Promise<Result<{ codes: string[] | null }>> {
  authorizeOwn(ctx);
  const notYet = unlessFresh(ctx);
  if (notYet) return notYet;
  const { accountId } = ctx.actor;
  const had = await factorsOf(ctx.db, accountId);
  const kept = await keepPasskey(ctx.db, ctx.baseUrl, accountId, { answer: credential, name, now: ctx.now });
  if (kept === 'too many') return invalid(problem('name', 'Ten passkeys are enough. Remove one first.'));
  if (kept === 'wrong') return invalid(problem('name', 'The passkey could not be checked. Try again.'));
  const codes = await codesForTheFirst(ctx, hasFactor(had));
  await recordEvent(ctx, newsOf(factorAdded, ctx.actor, { factor: 'passkey' as const, name }));
  await tellOfAccount(ctx, ctx.actor, 'passkeyAdded');
  return ok({ codes });
}

/** Gives one's own passkey another name. */
export async function renamePasskey(
  ctx: Context,
  id: string,
  { name }: { name: string },
): Promise<Result<{ name: string }>> {
  authorizeOwn(ctx);
  const own = await ownPasskey(ctx, id);
  if (!own) return missing();
  if (own.name === name) return ok({ name });
  await ctx.db
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.id, id), eq(passkey.accountId, ctx.actor.accountId)));
  await recordEvent(ctx, newsOf(passkeyRenamed, ctx.actor, { before: own.name, after: name }));
  return ok({ name });
}

/** Takes one's own passkey away. It stays on the device and opens nothing any more. */
export async function removePasskey(ctx: Context, id: string): Promise<Result<{ name: string }>> {
  authorizeOwn(ctx);
  const own = await ownPasskey(ctx, id);
  if (!own) return missing();
  const notYet = unlessFresh(ctx);
  if (notYet) return notYet;
  if (await isTheLastNeeded(ctx)) return refused(LAST_FACTOR);
  await ctx.db.delete(passkey).where(and(eq(passkey.id, id), eq(passkey.accountId, ctx.actor.accountId)));
  await dropCodesWithoutFactor(ctx);
  await recordEvent(ctx, newsOf(factorRemoved, ctx.actor, { factor: 'passkey' as const, name: own.name }));
  await tellOfAccount(ctx, ctx.actor, 'passkeyRemoved');
  return ok({ name: own.name });
}

/** Makes ten new recovery codes in place of those before. */
export async function renewRecoveryCodes(ctx: Context): Promise<Result<{ codes: string[] }>> {
  authorizeOwn(ctx);
  const notYet = unlessFresh(ctx);
  if (notYet) return notYet;
  const { accountId } = ctx.actor;
  if (!hasFactor(await factorsOf(ctx.db, accountId)))
    return refused('Recovery codes stand in for a second factor, and there is none yet.');
  const codes = await makeRecoveryCodes(ctx.db, accountId, ctx.now);
  await recordEvent(ctx, newsOf(recoveryCodesMade, ctx.actor, {}));
  await tellOfAccount(ctx, ctx.actor, 'recoveryCodesMade');
  return ok({ codes });
}

import { redirect } from '#app/platform/http/redirect.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { stale, type Result } from '#app/values/result.ts';
import { isFresh } from './fresh.ts';

/** What is one's own account's alone. */
export function authorizeOwn(ctx: Context): void {
  authorize(ctx, 'account.keep', { accountId: ctx.actor.accountId });
}

export const confirmPath = (to: string): string => `/account/confirm?to=${encodeURIComponent(to)}`;

/** Sends whoever has been in for a while to prove who they are, and back again. */
export function insistOnFresh(ctx: Context, { pathname }: { pathname: string }): void {
  authorizeOwn(ctx);
  if (!isFresh(ctx.actor.session, ctx.now)) throw redirect(confirmPath(pathname));
}

/** The same before something is done. */
export const unlessFresh = (ctx: Context): Result<never> | null =>
  isFresh(ctx.actor.session, ctx.now)
    ? null
    : stale('Some time has passed. Say once more who you are, then do it.');

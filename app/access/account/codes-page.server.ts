import type { Context } from '#app/platform/context.server.ts';
import { factorsOf, hasFactor } from '#app/factors/public.server.ts';
import { takeCodes } from '../codes-cookie.server.ts';

/** Codes that were made a moment ago, this once; or how many are left. */
export async function codesPage(ctx: Context, cookie: string | null) {
  const factors = await factorsOf(ctx.db, ctx.actor.accountId);
  const made = await takeCodes(ctx.baseUrl, ctx.actor.accountId, cookie);
  return {
    shown: {
      codes: made?.codes ?? [],
      left: factors.recoveryCodesLeft,
      hasFactor: hasFactor(factors),
    },
    clear: made?.clear ?? null,
  };
}

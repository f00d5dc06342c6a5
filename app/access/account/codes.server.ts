import type { Context } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import { codesCookie } from '../codes-cookie.server.ts';

/** Puts codes that a command made into the cookie of the page that shows them. */
export async function withCodesCookie<T extends { codes: string[] | null }>(
  ctx: Context,
  result: Result<T>,
): Promise<Result<T & { cookies: string[] }>> {
  if (!result.ok) return result;
  const { codes } = result.value;
  const cookies = codes ? [await codesCookie(ctx.baseUrl, ctx.actor.accountId, codes)] : [];
  return { ok: true, value: { ...result.value, cookies } };
}

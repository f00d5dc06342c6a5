import { eq } from 'drizzle-orm';
import { directoryToken } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { tokenEnded } from '../events.ts';
import { ownerOf } from '../home.server.ts';
import { homeFor, tokensOf } from '../queries.server.ts';

/** Ends a token at once: whoever shows it next is refused. */
export async function endToken(
  ctx: Context,
  organizationId: string,
  id: string,
): Promise<Result<{ label: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  const token = home && (await tokensOf(ctx, home.id)).find((one) => one.id === id);
  if (!home || !token) return missing();
  const { label } = token;
  if (token.hasEnded) return ok({ label });
  await ctx.db.update(directoryToken).set({ endsAt: ctx.now }).where(eq(directoryToken.id, id));
  await recordEvent(ctx, tokenEnded({ subjectId: home.id, ...ownerOf(home), facts: { label } }));
  return ok({ label });
}

import { and, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { directoryToken } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { tokenMade } from '../events.ts';
import type { TokenInput } from '../forms.ts';
import { ownerOf } from '../home.server.ts';
import { homeFor, startedDirectory, tokensOf } from '../queries.server.ts';
import { newDirectoryToken } from '../token.server.ts';

const MOST_LIVE = 5;
const OVERLAP_MS = 24 * 3_600_000;

/** Makes a token for provisioning. It is told once; only its hash is kept. */
export async function makeToken(
  ctx: Context,
  organizationId: string,
  { id, label, endsOthers }: TokenInput,
): Promise<Result<{ token: string; label: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  if (!home) return missing();
  await startedDirectory(ctx, home);
  const known = await tokensOf(ctx, home.id);
  if (known.filter(({ hasEnded }) => !hasEnded).length >= MOST_LIVE)
    return invalid(problem('label', `At most ${MOST_LIVE} tokens at a time. End one first.`));
  const { token, tokenHash } = newDirectoryToken();
  const made = await ctx.db
    .insert(directoryToken)
    .values({
      id,
      organizationId: home.id,
      label,
      tokenHash,
      madeBy: ctx.actor.accountId,
      madeAt: ctx.now,
      minuteStartedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: directoryToken.id });
  if (made.length === 0) return stale('This token was made already. It is told only once; make another one.');
  const endsAt = endsOthers ? new Date(ctx.now.getTime() + OVERLAP_MS) : null;
  if (endsAt) {
    const isLive = or(isNull(directoryToken.endsAt), gt(directoryToken.endsAt, endsAt));
    await ctx.db
      .update(directoryToken)
      .set({ endsAt })
      .where(and(eq(directoryToken.organizationId, home.id), ne(directoryToken.id, id), isLive));
  }
  const facts = { label, endsOthersAt: endsAt?.toISOString() ?? null };
  await recordEvent(ctx, tokenMade({ subjectId: home.id, ...ownerOf(home), facts }));
  return ok({ token, label });
}

import { and, desc, eq } from 'drizzle-orm';
import { programTerms } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { changedFields } from '#app/values/event.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { termsAgreed } from '../events.ts';
import type { TermsInput } from '../forms.ts';
import { programOf, type ProgramTerms } from '../public.server.ts';
import { newTermsStartLater } from '../rules.ts';

/**
 * Sets new terms from a date on. Terms are never edited: what holds for days before that date stays as it is.
 * Refuses: `Invalid` where they would start on or before the latest ones.
 */
export async function agreeTerms(
  ctx: Context,
  clientId: string,
  input: TermsInput,
): Promise<Result<ProgramTerms>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });

  const already = await termsById(ctx, clientId, input.id);
  if (already) return ok(already);
  const before = await latestTerms(ctx, clientId);
  const problems = newTermsStartLater(before?.effectiveFrom ?? null, input.effectiveFrom);
  if (problems.length > 0) return invalid(...problems);

  const [agreed] = await ctx.db
    .insert(programTerms)
    .values({ ...input, clientId, createdBy: ctx.actor.accountId, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning();
  // Somebody was faster with the same day; the rule then says so.
  if (!agreed) return invalid(...newTermsStartLater(input.effectiveFrom, input.effectiveFrom));
  const { id: termsId, effectiveFrom, ...what } = input;
  await recordEvent(
    ctx,
    termsAgreed({
      subjectId: clientId,
      clientId,
      facts: { termsId, effectiveFrom, changed: changedFields(before, what) },
    }),
  );
  return ok(agreed);
}

async function termsById(ctx: Context, clientId: string, id: string): Promise<ProgramTerms | undefined> {
  const [row] = await ctx.db
    .select()
    .from(programTerms)
    .where(and(eq(programTerms.clientId, clientId), eq(programTerms.id, id)));
  return row;
}

/** The terms that begin last, in force already or to come. */
async function latestTerms(ctx: Context, clientId: string): Promise<ProgramTerms | null> {
  const [row] = await ctx.db
    .select()
    .from(programTerms)
    .where(eq(programTerms.clientId, clientId))
    .orderBy(desc(programTerms.effectiveFrom))
    .limit(1);
  return row ?? null;
}

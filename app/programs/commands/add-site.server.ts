import { and, eq, or } from 'drizzle-orm';
import { site } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { siteAdded } from '../events.ts';
import type { SiteInput } from '../forms.ts';
import { programOf } from '../public.server.ts';

/** Adds a site to a program. Refuses: `Invalid` where another site of the program has the code. */
export async function addSite(ctx: Context, clientId: string, input: SiteInput): Promise<Result<SiteInput>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });

  const [added] = await ctx.db
    .insert(site)
    .values({ ...input, clientId })
    .onConflictDoNothing()
    .returning({ id: site.id });
  if (!added) return whatIsThere(ctx, clientId, input);

  const { code, name } = input;
  await recordEvent(ctx, siteAdded({ subjectId: clientId, clientId, facts: { code, name } }));
  return ok(input);
}

/** A second press finds its own row, and that is no problem. */
async function whatIsThere(ctx: Context, clientId: string, input: SiteInput): Promise<Result<SiteInput>> {
  const [there] = await ctx.db
    .select({ id: site.id, name: site.name })
    .from(site)
    .where(and(eq(site.clientId, clientId), or(eq(site.id, input.id), eq(site.code, input.code))));
  if (there?.id === input.id) return ok(input);
  return invalid(
    problem('code', `${input.code} is the code of ${there?.name ?? 'another site'}. Choose another.`),
  );
}

import { and, eq, or } from 'drizzle-orm';
import { site, siteGroup } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import type { SiteGroupInput } from '../card-forms.ts';
import { siteGroupAdded, siteRegrouped } from '../events.ts';
import { programOf } from '../public.server.ts';

/**
 * Adds a group of sites that share one card, or puts a site into a group. Cards that are in force count for the site
 * from then on; assignments keep the card they began with.
 * Refuses: `Invalid` where another group has the code.
 */
export async function keepSiteGroups(
  ctx: Context,
  clientId: string,
  input: SiteGroupInput,
): Promise<Result<{ says: string }>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'program.configure', { clientId });
  return input.verb === 'add' ? addGroup(ctx, clientId, input) : putSite(ctx, clientId, input);
}

type Add = Extract<SiteGroupInput, { verb: 'add' }>;
type Put = Extract<SiteGroupInput, { verb: 'put' }>;

async function addGroup(
  ctx: Context,
  clientId: string,
  { id, code, name }: Add,
): Promise<Result<{ says: string }>> {
  const says = `${name} is a site group now. Put sites into it.`;
  const [added] = await ctx.db
    .insert(siteGroup)
    .values({ id, clientId, code, name, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: siteGroup.id });
  if (added) {
    await recordEvent(ctx, siteGroupAdded({ subjectId: clientId, clientId, facts: { code, name } }));
    return ok({ says });
  }
  const [there] = await ctx.db
    .select({ id: siteGroup.id, name: siteGroup.name })
    .from(siteGroup)
    .where(and(eq(siteGroup.clientId, clientId), or(eq(siteGroup.id, id), eq(siteGroup.code, code))));
  if (there?.id === id) return ok({ says });
  return invalid(
    problem('code', `${code} is the code of ${there?.name ?? 'another group'}. Choose another.`),
  );
}

async function putSite(ctx: Context, clientId: string, input: Put): Promise<Result<{ says: string }>> {
  const siteGroupId = input.siteGroupId ?? null;
  const [group] = siteGroupId
    ? await ctx.db
        .select({ name: siteGroup.name })
        .from(siteGroup)
        .where(and(eq(siteGroup.clientId, clientId), eq(siteGroup.id, siteGroupId)))
    : [];
  if (siteGroupId && !group) return missing();
  const [put] = await ctx.db
    .update(site)
    .set({ siteGroupId })
    .where(and(eq(site.clientId, clientId), eq(site.id, input.siteId)))
    .returning({ name: site.name });
  if (!put) return missing();
  const facts = { site: put.name, group: group?.name ?? null };
  await recordEvent(ctx, siteRegrouped({ subjectId: clientId, clientId, facts }));
  return ok({ says: group ? `${put.name} belongs to ${group.name} now.` : `${put.name} stands alone now.` });
}

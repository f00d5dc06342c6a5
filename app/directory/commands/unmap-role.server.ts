import { eq } from 'drizzle-orm';
import { directoryRole } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { roleUnmapped } from '../events.ts';
import { followGroup } from '../follow-groups.server.ts';
import { LastAdministrator } from '../give-roles.server.ts';
import { ownerOf } from '../home.server.ts';
import { homeFor, roleRulesOf } from '../queries.server.ts';

/**
 * Takes away that something gives a role. Members of a provisioned group lose it at once; whoever has it by a claim, at
 * their next sign-in.
 */
export async function unmapRole(
  ctx: Context,
  organizationId: string,
  id: string,
): Promise<Result<{ value: string; roleLabel: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  const rule = home && (await roleRulesOf(ctx, home.id)).find((one) => one.id === id);
  if (!home || !rule) return missing();
  const { id: _id, ...facts } = rule;
  const roleLabel = roles[rule.role].label;
  await ctx.db.delete(directoryRole).where(eq(directoryRole.id, id));
  await recordEvent(
    ctx,
    roleUnmapped({ subjectId: home.id, ...ownerOf(home), facts: { ...facts, roleLabel } }),
  );
  try {
    if (rule.source === 'group') await followGroup(ctx, home, rule.value);
  } catch (error) {
    if (error instanceof LastAdministrator) return stale(error.message);
    throw error;
  }
  return ok({ value: rule.value, roleLabel });
}

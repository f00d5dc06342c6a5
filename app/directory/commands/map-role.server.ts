import { directoryRole } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { roleMapped } from '../events.ts';
import type { RoleRuleInput } from '../forms.ts';
import { ownerOf } from '../home.server.ts';
import { homeFor, roleRulesOf, startedDirectory } from '../queries.server.ts';
import { followGroup } from '../follow-groups.server.ts';

const MOST_RULES = 200;

/** Says which value of a claim, or which provisioned group, gives which role of the organization's own side. */
export async function mapRole(
  ctx: Context,
  organizationId: string,
  { source, claim = '', value, role }: RoleRuleInput,
): Promise<Result<{ value: string; roleLabel: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  if (!home) return missing();
  const { side, label } = roles[role];
  if (side !== home.side) return invalid(problem('role', `${label} is not a role at ${home.name}.`));
  if (role === 'worker')
    return invalid(problem('role', 'A worker is bound to a person’s own record: invite workers one by one.'));
  if (source === 'claim' && claim === '')
    return invalid(problem('claim', 'Enter the name of the claim, such as groups.'));
  const rule = { source, claim: source === 'claim' ? claim : '', value, role };
  await startedDirectory(ctx, home);
  const known = await roleRulesOf(ctx, home.id);
  const isKnown = known.some(
    (one) => one.source === source && one.claim === rule.claim && one.value === value && one.role === role,
  );
  if (isKnown) return invalid(problem('value', 'This gives this role already.'));
  if (known.length >= MOST_RULES)
    return invalid(problem('value', `At most ${MOST_RULES} of these. Take one away first.`));
  await ctx.db
    .insert(directoryRole)
    .values({ ...rule, organizationId: home.id, side: home.side })
    .onConflictDoNothing();
  await recordEvent(
    ctx,
    roleMapped({ subjectId: home.id, ...ownerOf(home), facts: { ...rule, roleLabel: label } }),
  );
  if (source === 'group') await followGroup(ctx, home, value);
  return ok({ value, roleLabel: label });
}

import { and, eq, sql } from 'drizzle-orm';
import { membership, worker } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { roleGiven } from '../events.ts';
import type { GiveRoleInput } from '../forms.ts';
import { peopleOfOrganization, trailOf } from '../organization.ts';
import { accountRow, organizationRow } from '../queries.server.ts';
import { roleFits } from '../rules.ts';

/**
 * Gives somebody who is here one more role. They see it at their next page: what they act as now stays as it is.
 * Refuses: `Refused` for oneself and for other organizations' people.
 */
export async function giveRole(
  ctx: Context,
  accountId: string,
  input: GiveRoleInput,
): Promise<Result<{ name: string; roleLabel: string; organizationName: string }>> {
  const person = await accountRow(ctx, accountId);
  const to = await organizationRow(ctx, input.organizationId);
  if (!person || !to) return missing();
  authorize(ctx, 'people.grant', peopleOfOrganization(to, accountId));
  const misfits = roleFits(input, to);
  if (misfits.length > 0) return invalid(...misfits);
  const { role, workerId = null } = input;
  if (workerId && !(await isWorkerOf(ctx, workerId, to.id)))
    return invalid(problem('workerId', 'This worker is not of this supplier.'));

  // One that ended before begins anew; one that stands is not given twice.
  const given = await ctx.db
    .insert(membership)
    .values({ accountId, organizationId: to.id, role, workerId, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: [membership.accountId, membership.organizationId, membership.role],
      set: { endedAt: null, workerId, createdAt: ctx.now },
      setWhere: sql`${membership.endedAt} is not null`,
    })
    .returning({ id: membership.id });
  const { name } = person;
  const roleLabel = roles[role].label;
  const [made] = given;
  if (!made) return invalid(problem('role', `${name} is ${roleLabel.toLowerCase()} at ${to.name} already.`));
  const facts = { name, roleLabel, organizationName: to.name };
  await recordEvent(ctx, roleGiven({ subjectId: made.id, ...trailOf(to), facts }));
  return ok(facts);
}

async function isWorkerOf(ctx: Context, workerId: string, supplierId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: worker.id })
    .from(worker)
    .where(and(eq(worker.id, workerId), eq(worker.supplierId, supplierId)))
    .limit(1);
  return rows.length > 0;
}

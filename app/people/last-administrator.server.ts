import { sql } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import type { Role } from '#app/values/roles.ts';
import { hasAnotherAdministrator } from './queries.server.ts';
import { isAdministrator } from './rules.ts';

type Leaving = {
  organizationId: string;
  role: Role;
  accountId: string;
  endedAt: Date | null;
  disabledAt: Date | null;
};

/**
 * Whether somebody may leave an organization without leaving it to nobody. Takes the lock of the database's own check
 * first, so that of two administrators who end each other at one moment the second is told in words.
 */
export async function keepAnAdministrator(ctx: Context, leaving: Leaving): Promise<boolean> {
  const { organizationId, role, endedAt, disabledAt } = leaving;
  if (!isAdministrator(role) || endedAt || disabledAt) return true;
  await ctx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('administrators of ' || ${organizationId}::text, 0))`,
  );
  return hasAnotherAdministrator(ctx, leaving);
}

import { and, eq, isNull, sql } from 'drizzle-orm';
import { account, membership, organization } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { factorsReset } from '../events.ts';
import { tellOfAccount } from '../tell.server.ts';

/** The person, and the organization with whose news this is filed. */
export async function personToReset(ctx: Context, accountId: string) {
  const [row] = await ctx.db
    .select({
      name: account.name,
      email: account.email,
      side: organization.side,
      organizationId: organization.id,
    })
    .from(account)
    .innerJoin(membership, eq(membership.accountId, account.id))
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(account.id, accountId), isNull(membership.endedAt)))
    .orderBy(membership.createdAt)
    .limit(1);
  return row ?? null;
}

/**
 * Takes a person's second factor away who lost it: authenticator, passkeys and recovery codes. Their sessions end, they are told by
 * mail, and where their role asks for one they set up a new one at the next sign-in. Nobody does it to themselves.
 */
export async function resetFactors(ctx: Context, accountId: string): Promise<Result<{ name: string }>> {
  const person = await personToReset(ctx, accountId);
  if (!person) return missing();
  authorize(ctx, 'account.resetFactors', { accountId });
  const [row] = await ctx.db.execute<{ removed: number }>(
    sql`select app.remove_factors(${accountId}::uuid) as removed`,
  );
  await recordEvent(
    ctx,
    factorsReset({
      subjectId: accountId,
      clientId: person.side === 'client' ? person.organizationId : null,
      supplierId: person.side === 'supplier' ? person.organizationId : null,
      facts: { name: person.name, removed: row?.removed ?? 0 },
    }),
  );
  await tellOfAccount(ctx, { accountId }, 'factorsReset');
  return ok({ name: person.name });
}

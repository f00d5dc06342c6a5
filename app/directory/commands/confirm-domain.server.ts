import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { directoryDomain, organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { domainConfirmed } from '../events.ts';
import { ownerOf } from '../home.server.ts';
import { domainsOf, homeFor } from '../queries.server.ts';

/** The MSP's word that a domain is the organization's. From now on it is nobody else's. */
export async function confirmDomain(
  ctx: Context,
  organizationId: string,
  id: string,
): Promise<Result<{ domain: string; name: string }>> {
  const home = await homeFor(ctx, 'directory.confirmDomain', organizationId);
  const claimed = home && (await domainsOf(ctx, home.id)).find((one) => one.id === id);
  if (!home || !claimed) return missing();
  const { domain } = claimed;
  if (claimed.confirmedAt) return ok({ domain, name: home.name });
  const [taken] = await ctx.db
    .select({ name: organization.name })
    .from(directoryDomain)
    .innerJoin(organization, eq(organization.id, directoryDomain.organizationId))
    .where(and(eq(directoryDomain.domain, domain), isNotNull(directoryDomain.confirmedAt)));
  if (taken) return stale(`${domain} is ${taken.name}’s already. A domain belongs to one organization.`);
  await ctx.db
    .update(directoryDomain)
    .set({ confirmedBy: ctx.actor.accountId, confirmedAt: ctx.now })
    .where(and(eq(directoryDomain.id, id), isNull(directoryDomain.confirmedAt)));
  await recordEvent(ctx, domainConfirmed({ subjectId: home.id, ...ownerOf(home), facts: { domain } }));
  return ok({ domain, name: home.name });
}

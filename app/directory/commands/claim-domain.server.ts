import { directoryDomain } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { domainClaimed } from '../events.ts';
import type { DomainInput } from '../forms.ts';
import { ownerOf } from '../home.server.ts';
import { domainsOf, homeFor, startedDirectory } from '../queries.server.ts';

const MOST_DOMAINS = 50;

/** Where anybody gets an address: no organization speaks for it. */
const everybodys = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com'],
  ...['icloud.com', 'me.com', 'aol.com', 'proton.me', 'protonmail.com', 'gmx.com', 'gmx.net', 'web.de'],
]);

/** Says that a domain is the organization's. It is in force once the MSP has confirmed it. */
export async function claimDomain(
  ctx: Context,
  organizationId: string,
  { domain }: DomainInput,
): Promise<Result<{ domain: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  if (!home) return missing();
  if (everybodys.has(domain))
    return invalid(
      problem('domain', `Anybody can have an address at ${domain}; it is no organization’s own.`),
    );
  await startedDirectory(ctx, home);
  const known = await domainsOf(ctx, home.id);
  if (known.some((one) => one.domain === domain))
    return invalid(problem('domain', `${domain} is on the list already.`));
  if (known.length >= MOST_DOMAINS)
    return invalid(problem('domain', `At most ${MOST_DOMAINS} domains. Give one up first.`));
  const made = await ctx.db
    .insert(directoryDomain)
    .values({ organizationId: home.id, domain, claimedBy: ctx.actor.accountId, claimedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: directoryDomain.id });
  if (made.length > 0)
    await recordEvent(ctx, domainClaimed({ subjectId: home.id, ...ownerOf(home), facts: { domain } }));
  return ok({ domain });
}

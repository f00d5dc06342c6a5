import { eq } from 'drizzle-orm';
import { directoryDomain } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { domainGivenUp } from '../events.ts';
import { ownerOf } from '../home.server.ts';
import { domainsOf, homeFor, settingsOf } from '../queries.server.ts';

/** Takes a domain off the list: its people no longer come in by single sign-on. */
export async function giveUpDomain(
  ctx: Context,
  organizationId: string,
  id: string,
): Promise<Result<{ domain: string }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  if (!home) return missing();
  const domains = await domainsOf(ctx, home.id);
  const given = domains.find((one) => one.id === id);
  if (!given) return missing();
  const settings = await settingsOf(ctx, home.id);
  const isLast = given.confirmedAt && domains.filter(({ confirmedAt }) => confirmedAt).length === 1;
  if (isLast && settings?.switchedOn)
    return stale(
      `${given.domain} is the last domain in force. Switch single sign-on off first, or nobody could use it.`,
    );
  await ctx.db.delete(directoryDomain).where(eq(directoryDomain.id, id));
  await recordEvent(
    ctx,
    domainGivenUp({ subjectId: home.id, ...ownerOf(home), facts: { domain: given.domain } }),
  );
  return ok({ domain: given.domain });
}

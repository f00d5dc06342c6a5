import { eq, sql } from 'drizzle-orm';
import { exemptionCertificate } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { asRange } from '../effective.ts';
import { certificateEnded } from '../events.ts';
import { certificateOf, type CertificateRow } from '../queries.server.ts';
import { endsNoEarlierThanItStarts } from '../rules.ts';

/**
 * Gives a certificate its last day; also an earlier one than it had, where it was withdrawn.
 * Refuses: `Stale` where it ends by then already, `Invalid` where that day is before its first.
 */
export async function endCertificate(
  ctx: Context,
  id: string,
  { lastDay }: { lastDay: string },
): Promise<Result<CertificateRow>> {
  const certificate = await certificateOf(ctx, id);
  if (!certificate) return missing();
  const { clientId, number, startsOn, endsOn } = certificate;
  authorize(ctx, 'tax.configure', { clientId });
  if (endsOn !== null && endsOn <= lastDay)
    return stale(`Certificate ${number} ends on ${formatDate(endsOn)} already.`);
  const problems = endsNoEarlierThanItStarts({ startsOn, endsOn: lastDay }, 'lastDay');
  if (problems.length > 0) return invalid(...problems);
  await ctx.db
    .update(exemptionCertificate)
    .set({ effective: sql`${asRange({ startsOn, endsOn: lastDay })}::daterange` })
    .where(eq(exemptionCertificate.id, id));
  const facts = { certificateId: id, number, endsOn: lastDay };
  await recordEvent(ctx, certificateEnded({ subjectId: clientId, clientId, facts }));
  return ok({ ...certificate, endsOn: lastDay });
}

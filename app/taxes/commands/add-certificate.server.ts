import { eq } from 'drizzle-orm';
import { exemptionCertificate, program } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { storeFile } from '#app/platform/files/store.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { asRange } from '../effective.ts';
import { certificateAdded } from '../events.ts';
import type { CertificateInput } from '../forms.ts';
import { certificateOf, certificatesOf, type CertificateRow } from '../queries.server.ts';
import { daysAreFree, endsNoEarlierThanItStarts } from '../rules.ts';

/**
 * Records that a client is exempt from tax in a region, with the certificate where there is a file of it.
 * Refuses: `Invalid` where another certificate for the region is in force on any of its days, and for a file that is
 * no PDF.
 */
export async function addCertificate(
  ctx: Context,
  clientId: string,
  input: CertificateInput,
): Promise<Result<CertificateRow>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'tax.configure', { clientId });
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
  const already = await certificateOf(ctx, input.id);
  if (already?.clientId === clientId) return ok(already);

  const { id, country, region, number, reason, startsOn } = input;
  const wanted = { startsOn, endsOn: input.endsOn ?? null };
  const same = (await certificatesOf(ctx, clientId)).filter(
    (one) => one.country === country && one.region === region,
  );
  const problems = [
    ...endsNoEarlierThanItStarts(wanted),
    ...daysAreFree(same, wanted, `A certificate for ${region}`),
  ];
  if (problems.length > 0) return invalid(...problems);
  const file = input.file
    ? await storeFile(ctx, input.file, { kinds: ['pdf'], clientId, field: 'file' })
    : ok(null);
  if (!file.ok) return file;

  await ctx.db.insert(exemptionCertificate).values({
    ...{ id, clientId, country, region, number, reason, fileId: file.value },
    effective: asRange(wanted),
    createdBy: ctx.actor.accountId,
  });
  const facts = { certificateId: id, region, number };
  await recordEvent(ctx, certificateAdded({ subjectId: clientId, clientId, facts }));
  return ok({ ...wanted, id, clientId, country, region, number, reason, fileName: input.file?.name ?? null });
}

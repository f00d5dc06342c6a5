import { publication } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { changedFields } from '#app/values/event.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { publicationChanged } from '../events.ts';
import type { PublicationInput } from '../forms.ts';
import { programOf } from '../public.server.ts';
import { publicationOf, type Publication } from '../publication.server.ts';

/**
 * Decides what the program publishes to its parties, from now on. What was published before stays on record.
 * Deciding what holds already changes nothing.
 */
export async function publish(
  ctx: Context,
  clientId: string,
  { payRate, clientFee }: PublicationInput,
): Promise<Result<Publication>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'transparency.publish', { clientId });

  const before = await publicationOf(ctx, clientId);
  if (before.payRate === payRate && before.clientFee === clientFee) return ok(before);
  const { accountId, name } = ctx.actor;
  await ctx.db
    .insert(publication)
    .values({ clientId, payRate, clientFee, createdBy: accountId, createdByName: name, createdAt: ctx.now });
  await recordEvent(
    ctx,
    publicationChanged({
      subjectId: clientId,
      clientId,
      facts: { payRate, clientFee, changed: changedFields(before, { payRate, clientFee }) },
    }),
  );
  return ok(await publicationOf(ctx, clientId));
}

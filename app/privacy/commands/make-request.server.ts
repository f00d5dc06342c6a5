import { privacyRequest } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { privacyRequested } from '../events.ts';
import type { RequestInput } from '../forms.ts';
import { homeOf, isAccount, requestOf, supplierOfCandidate } from '../queries.server.ts';
import { dueOn } from '../rules.ts';

/**
 * Records that a person asks for a copy of their data or to be forgotten. Thirty days run from now.
 * Refuses: `Missing` for a person behind the wall, `Invalid` while the same is asked for already.
 */
export async function makeRequest(ctx: Context, input: RequestInput): Promise<Result<{ id: string }>> {
  const [kindOfPerson, personId = ''] = input.person.split(':');
  const own = kindOfPerson === 'account' && personId === ctx.actor.accountId;
  const supplierId = kindOfPerson === 'candidate' ? await supplierOfCandidate(ctx, personId) : null;
  if (own) authorize(ctx, 'privacy.readOwn');
  else authorize(ctx, 'privacy.request', { supplierId });
  if (kindOfPerson === 'candidate' ? !supplierId : !own && !(await isAccount(ctx, personId)))
    return missing();
  const [made] = await ctx.db
    .insert(privacyRequest)
    .values({
      id: input.id,
      kind: input.kind,
      candidateId: kindOfPerson === 'candidate' ? personId : null,
      accountId: kindOfPerson === 'account' ? personId : null,
      supplierId,
      requestedBy: ctx.actor.accountId,
      requestedAt: ctx.now,
      dueOn: dueOn(ctx.now.toISOString().slice(0, 10)),
    })
    .onConflictDoNothing()
    .returning({ id: privacyRequest.id });
  if (!made)
    return (await requestOf(ctx, input.id))
      ? ok({ id: input.id })
      : invalid(problem('person', 'The same is asked for already and not answered yet.'));
  const where = own ? homeOf(ctx) : { supplierId };
  await recordEvent(ctx, privacyRequested({ subjectId: made.id, ...where, facts: { kind: input.kind } }));
  return ok({ id: made.id });
}

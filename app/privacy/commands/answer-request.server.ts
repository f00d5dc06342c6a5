import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { erase } from '../erase.server.ts';
import { personErased, privacyExported, privacyRefused, privacyWithdrawn } from '../events.ts';
import { sizeOf } from '../export.server.ts';
import { privacyRequest } from '../lifecycle.ts';
import { whyNotErase } from '../obstacles.server.ts';
import { homeOf, requestOf, type PrivacyRequest } from '../queries.server.ts';

type Answered = { id: string; kind: 'export' | 'erasure' };

/** Who a request is about, in the registry's terms. */
export const personOf = (request: PrivacyRequest) =>
  request.candidateId
    ? ({ kind: 'candidate', id: request.candidateId } as const)
    : ({ kind: 'account', id: request.accountId ?? '' } as const);

/**
 * Answers a request: an erasure erases, in this same transaction; for an export it is recorded that the copy went out.
 * Refuses: `Invalid` with every reason while the person cannot be forgotten, `Stale` once it is answered.
 */
export async function fulfillRequest(ctx: Context, id: string): Promise<Result<Answered>> {
  const request = await requestOf(ctx, id);
  if (!request) return missing();
  authorize(ctx, 'privacy.handle', request);
  if (request.status !== 'open') return stale(`This request is ${request.status} already.`);
  const person = personOf(request);
  const obstacles = request.kind === 'erasure' ? await whyNotErase(ctx, person.kind, person.id) : [];
  if (obstacles.length > 0) return invalid(...obstacles.map((reason) => problem('', reason)));
  const moved = await answered(ctx, request, 'fulfill');
  if (!moved.ok) return moved;
  const about = { subjectId: id, supplierId: request.supplierId };
  if (request.kind === 'erasure')
    await recordEvent(ctx, personErased({ ...about, facts: await erase(ctx, person.kind, [person.id]) }));
  else
    await recordEvent(ctx, privacyExported({ ...about, facts: await sizeOf(ctx, person.kind, person.id) }));
  return ok({ id, kind: request.kind });
}

/** Refuses a request, with the reason that the person is told. */
export async function refuseRequest(ctx: Context, id: string, reason: string): Promise<Result<Answered>> {
  const request = await requestOf(ctx, id);
  if (!request) return missing();
  authorize(ctx, 'privacy.handle', request);
  const moved = await answered(ctx, request, 'refuse', reason);
  if (!moved.ok) return moved;
  const { kind, supplierId } = request;
  await recordEvent(ctx, privacyRefused({ subjectId: id, supplierId, reason, facts: { kind } }));
  return ok({ id, kind });
}

/** Takes a request back, by whoever recorded it or the person themselves. */
export async function withdrawRequest(ctx: Context, id: string): Promise<Result<Answered>> {
  const request = await requestOf(ctx, id);
  if (!request) return missing();
  const own = request.accountId === ctx.actor.accountId;
  if (own) authorize(ctx, 'privacy.readOwn');
  else authorize(ctx, 'privacy.request', request);
  const moved = await transition(ctx, privacyRequest, request, 'withdraw');
  if (!moved.ok) return moved;
  const { kind, supplierId } = request;
  const where = own ? homeOf(ctx) : { supplierId };
  await recordEvent(ctx, privacyWithdrawn({ subjectId: id, ...where, facts: { kind } }));
  return ok({ id, kind });
}

async function answered(ctx: Context, request: PrivacyRequest, verb: 'fulfill' | 'refuse', reason?: string) {
  const row = {
    id: request.id,
    status: request.status,
    handledBy: null as string | null,
    handledAt: null as Date | null,
    endedReason: null as string | null,
  };
  return transition(ctx, privacyRequest, row, verb, {
    handledBy: ctx.actor.accountId,
    handledAt: ctx.now,
    endedReason: reason ?? null,
  });
}

import { openSession } from '#app/access/public.server.ts';
import type { Surroundings } from '#app/platform/context.server.ts';
import { finishSignIn, type Finished } from './commands/finish-sign-in.server.ts';

/** Takes the provider's answer and, where it holds, opens a session. The provider's own second factor counts as one. */
export async function sessionFromAnswer(
  at: Surroundings,
  request: Request,
): Promise<{ finished: Finished; cookie: string | null }> {
  const finished = await finishSignIn(at, new URL(request.url).searchParams, request.headers.get('Cookie'));
  if (!finished.ok) return { finished, cookie: null };
  const { accountId, membershipId } = finished;
  const by = { secondFactor: 'sso' } as const;
  return { finished, cookie: await openSession(at.database, at.baseUrl, accountId, membershipId, by) };
}

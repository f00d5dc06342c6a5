import { data } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { flashHeader } from '#app/platform/http/flash.server.ts';
import { byField } from '#app/values/result.ts';
import type { Way } from './admit.server.ts';
import type { DoorAnswer, NotIn } from './doorstep.server.ts';

/** What a form at the door gets back where the answer was no. What was typed is kept, but for secrets. */
export function answerNotIn<More extends object = object>(
  { problems, waitSeconds }: NotIn,
  typed: Record<string, unknown>,
  more: More = {} as More,
) {
  return data(
    { problems: byField(problems), typed, ...more },
    waitSeconds === undefined
      ? { status: 422 }
      : { status: 429, headers: { 'Retry-After': String(waitSeconds) } },
  );
}

/** Goes on, with the cookies of the way and a word on the next page. */
export async function goOn({ to, cookies }: Way, said?: string): Promise<Response> {
  const headers = new Headers(cookies.map((cookie) => ['Set-Cookie', cookie] as [string, string]));
  if (said) headers.append('Set-Cookie', await flashHeader({ tone: 'good', text: said }));
  return redirect(to, { headers });
}

/** For the script of a page, which asks by itself: JSON, or the reason as plain words. */
export function answerQuestion(answer: DoorAnswer<object>): Response {
  if (answer.ok)
    return new Response(JSON.stringify(answer.value), { headers: { 'Content-Type': 'application/json' } });
  const headers = new Headers({ 'Content-Type': 'text/plain; charset=utf-8' });
  if (answer.waitSeconds !== undefined) headers.set('Retry-After', String(answer.waitSeconds));
  const status = answer.waitSeconds === undefined ? 409 : 429;
  return new Response(answer.problems[0]?.message, { status, headers });
}

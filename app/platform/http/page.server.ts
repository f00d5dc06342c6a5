import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import type { z } from 'zod';
import { byField, type FormAnswer, type Refusal, type Result } from '#app/values/result.ts';
import { NotAllowed } from '../authorization/authorize.server.ts';
import type { Actor } from '../authorization/vocabulary.ts';
import { withContext, type Context } from '../context.server.ts';
import { log, stackOf } from '../observability/log.server.ts';
import { flashHeader, type FlashMessage } from './flash.server.ts';
import { parseForm } from './form.server.ts';
import { onlyLooking, whyNotShown } from './looking-on.server.ts';
import { readAddress, readForm } from './read-form.server.ts';
import { redirect } from './redirect.server.ts';

export type PageArgs = {
  params: Record<string, string | undefined>;
  url: URL;
  request: Request;
  demo: boolean;
};

/** Thrown where a page asks for what does not exist or stands behind a wall: the same 404 for both. */
export const notFound = (): never => {
  throw data(null, { status: 404 });
};

/** Sends whoever is not signed in to the door, and back again afterwards. */
async function whoAsks({ request, context }: LoaderFunctionArgs): Promise<Actor> {
  const actor = await context.actor();
  if (actor) return actor;
  const url = new URL(request.url);
  const back =
    request.method === 'GET' && url.pathname !== '/'
      ? `?to=${encodeURIComponent(url.pathname + url.search)}`
      : '';
  throw redirect(`/sign-in${back}`);
}

const argsOf = ({ params, request, context }: LoaderFunctionArgs): PageArgs => ({
  params,
  request,
  url: readAddress(request),
  demo: context.demo,
});

/** Turns what went wrong into what the browser gets. Anything unexpected becomes a reference that is in the log. */
function answerFailure(error: unknown, requestId: string, { membershipId }: Actor): unknown {
  if (error instanceof Response || isDataResponse(error)) return error;
  if (error instanceof NotAllowed) {
    // Whoever tries doors is seen (ASVS 5.0, V16.3.2): who, and at what, by ids alone.
    log('warn', 'not allowed', { requestId, membershipId, action: error.action });
    return data({ message: error.message }, { status: 403 });
  }
  log('error', 'unexpected failure', { requestId, stack: stackOf(error) });
  return data({ reference: requestId }, { status: 500 });
}

const isDataResponse = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'DataWithResponseInit';

/**
 * A loader: one read-only transaction behind the wall of whoever asks.
 * `load` returns what the page shows, or a Response (a file, a redirect).
 */
export function page<T>(load: (ctx: Context, args: PageArgs) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    const actor = await whoAsks(args);
    const hidden = whyNotShown(actor, new URL(args.request.url).pathname);
    if (hidden) throw data({ message: hidden }, { status: 403 });
    try {
      return await withContext(args.context, actor, (ctx) => load(ctx, argsOf(args)), { readOnly: true });
    } catch (error) {
      throw answerFailure(error, args.context.requestId, actor);
    }
  };
}

/** The same answers for an address without a page of its own, which has no error page to draw. */
function plainly(answer: unknown): unknown {
  const status = isDataResponse(answer) ? (answer as { init: ResponseInit | null }).init?.status : undefined;
  if (status === undefined) return answer;
  const text = plainWords[status] ?? 'Something went wrong on our side.';
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

const plainWords: Record<number, string> = {
  403: 'This is not yours to see or do.',
  404: 'There is nothing here.',
};

/** As `page`, for an address that answers with a file and draws nothing, not even its refusals. */
export function file<T>(load: (ctx: Context, args: PageArgs) => Promise<T>) {
  const loader = page(load);
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      return await loader(args);
    } catch (error) {
      throw plainly(error);
    }
  };
}

type Done = {
  to: string;
  flash?: FlashMessage | string;
  /** `Set-Cookie` headers to send along. */
  cookies?: string[];
};

type ActOptions<S extends z.ZodType, T> = {
  /** What may be handed in. */
  form: S;
  /** The command. Whatever it refuses is rolled back. */
  run: (ctx: Context, input: z.output<S>, args: PageArgs) => Promise<Result<T>>;
  /** Where to go afterwards, and what to say there. */
  done: (value: T, input: z.output<S>, args: PageArgs) => Done;
  /** The page of the thing itself: where a stale press and a refused button-only post lead. */
  back: (args: PageArgs) => string;
  /** Whether this route draws the form, and so shows problems at their fields. False for a button that posts elsewhere. */
  drawsForm?: boolean;
};

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super('rolled back');
  }
}

/** Deadlocks and serialization failures are nobody's fault: the same work is tried again. */
const MAX_TRIES = 3;
const worthRetrying = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'code' in cause &&
    (cause.code === '40001' || cause.code === '40P01')
  );
};

async function withRetries<V>(work: () => Promise<V>): Promise<V> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MAX_TRIES || !worthRetrying(error)) throw error;
    }
  }
}

/**
 * An action: parse → command → redirect, in one transaction that commits only if the command said ok.
 * Problems come back as a `FormAnswer` with status 422 and everything that was typed.
 */
export function act<S extends z.ZodType, T>({ form, run, done, back, drawsForm = true }: ActOptions<S, T>) {
  return async (args: ActionFunctionArgs) => {
    const actor = await whoAsks(args);
    if (actor.viewingAs) {
      const message = onlyLooking(actor);
      throw drawsForm ? data({ message }, { status: 403 }) : new Response(message, { status: 403 });
    }
    const pageArgs = argsOf(args);
    const parsed = parseForm(form, await readForm(args.request));
    if (!parsed.ok) return answerInvalid(parsed.answer, drawsForm, back(pageArgs));
    try {
      const value = await withRetries(() =>
        withContext(args.context, actor, async (ctx) => {
          const result = await run(ctx, parsed.value, pageArgs);
          if (!result.ok) throw new RolledBack(result.refusal);
          return result.value;
        }),
      );
      const { to, flash, cookies } = done(value, parsed.value, pageArgs);
      return await goTo(to, typeof flash === 'string' ? { tone: 'good', text: flash } : flash, cookies);
    } catch (error) {
      if (error instanceof RolledBack)
        return answerRefusal(error.refusal, parsed.typed, drawsForm, back(pageArgs));
      const failure = answerFailure(error, args.context.requestId, actor);
      throw drawsForm ? failure : plainly(failure);
    }
  };
}

async function answerInvalid(answer: FormAnswer, drawsForm: boolean, back: string) {
  if (drawsForm) return data(answer, { status: 422 });
  const first = Object.values(answer.problems).flat()[0] ?? 'That could not be used.';
  return goTo(back, { tone: 'wrong', text: first });
}

async function answerRefusal(
  refusal: Refusal,
  typed: Record<string, unknown>,
  drawsForm: boolean,
  back: string,
) {
  switch (refusal.kind) {
    case 'missing':
      throw drawsForm ? data(null, { status: 404 }) : plainly(data(null, { status: 404 }));
    case 'refused':
      throw data({ message: refusal.message }, { status: 403 });
    case 'stale':
      return goTo(back, { tone: 'attention', text: refusal.message });
    case 'invalid':
      return answerInvalid({ problems: byField(refusal.problems), typed }, drawsForm, back);
  }
}

async function goTo(to: string, flash?: FlashMessage, cookies: string[] = []) {
  const all = flash ? [...cookies, await flashHeader(flash)] : cookies;
  return redirect(to, { headers: all.map((cookie): [string, string] => ['Set-Cookie', cookie]) });
}

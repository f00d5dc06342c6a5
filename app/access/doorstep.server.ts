import type { AppLoadContext } from '@remix-run/node';
import type { Database, Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Context } from '#app/platform/context.server.ts';
import { NOBODY } from '#app/platform/authorization/nobody.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Visitor } from '#app/platform/http/visitor.ts';
import { waitWords } from '#app/platform/throttle/wait-words.ts';
import { problem, type Problem } from '#app/values/result.ts';

/** What a command at the door is handed in place of a context: nobody acts yet, and what was tried counts even if it failed. */
export type Doorstep = {
  database: Database;
  baseUrl: string;
  now: Date;
  requestId: string;
  visitor: Visitor;
  cookie: string | null;
  demo: boolean;
};

export function doorstepOf({ request, context }: { request: Request; context: AppLoadContext }): Doorstep {
  const { database, baseUrl, now, requestId, visitor, demo } = context;
  return { database, baseUrl, now, requestId, visitor, demo, cookie: request.headers.get('Cookie') };
}

/** One transaction on the door's side of the wall, which knows people and nothing of the business. */
export const atTheDoor = <T>(
  { database }: Pick<Doorstep, 'database'>,
  work: (db: Db) => Promise<T>,
): Promise<T> => walled(database, { side: 'door' }, work);

/** The same as a context, so that news and mail are written there as everywhere. */
export const contextOf = ({ now, requestId, baseUrl }: Doorstep, db: Db, actor: Actor): Context => ({
  actor,
  now,
  db,
  requestId,
  baseUrl,
});

/** Somebody of whom only the address that they typed is known: news name them so. */
export const somebodyAtTheDoor = (person: Actor): Actor => ({
  ...person,
  accountId: NOBODY,
  membershipId: NOBODY,
  name: 'Somebody at the door',
});

/** What a command at the door answers where it says no. `waitSeconds` where the same may be tried again later. */
export type NotIn = { ok: false; problems: Problem[]; waitSeconds?: number };
export type DoorAnswer<T> = { ok: true; value: T } | NotIn;

export const notIn = (...problems: Problem[]): NotIn => ({ ok: false, problems });

/** Says for how long to wait. */
export const mustWait = (field: string, waitSeconds: number): NotIn => ({
  ok: false,
  waitSeconds,
  problems: [problem(field, `Too many tries. Wait ${waitWords(waitSeconds)}, then try again.`)],
});

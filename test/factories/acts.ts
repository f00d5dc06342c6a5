import { randomUUID } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext, type Context, type Surroundings } from '#app/platform/context.server.ts';
import type { Refusal, Result } from '#app/values/result.ts';
import type { Person } from '../cast.ts';
import { atNoon } from './clock.ts';

export const BASE_URL = 'http://muster.test';

/** Where people act, and what day it is there. */
export type Stage = {
  database: Database;
  /** Sets the clock; it stands still in between. */
  on(date: string): void;
  now(): Date;
  surroundings(): Surroundings;
  actor(who: Person | Actor): Actor;
  /** One transaction behind somebody's wall that commits only if the command said ok, as for a request. */
  act<T>(who: Person | Actor, command: (ctx: Context) => Promise<Result<T>>): Promise<Result<T>>;
  /** The same where the story goes on only if it worked. @throws with the refusal in words */
  does<T>(who: Person | Actor, command: (ctx: Context) => Promise<Result<T>>): Promise<T>;
  /** A read-only transaction behind somebody's wall, as for a page. */
  reads<T>(who: Person | Actor, query: (ctx: Context) => Promise<T>): Promise<T>;
  /** What stands in the database, for a test that looks behind the pages: read as the MSP. */
  rows<T extends Record<string, unknown>>(query: SQL): Promise<T[]>;
};

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super('rolled back');
  }
}

export function inWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'missing':
      return 'missing';
    case 'invalid':
      return `invalid: ${refusal.problems.map(({ field, message }) => `${field || 'form'}: ${message}`).join('; ')}`;
    case 'stale':
    case 'refused':
      return `${refusal.kind}: ${refusal.message}`;
  }
}

export function actsIn(database: Database, people: Record<Person, Actor>): Stage {
  let now = atNoon('2026-03-02');
  const actor = (who: Person | Actor) => (typeof who === 'string' ? people[who] : who);
  const surroundings = (): Surroundings => ({
    database,
    now,
    requestId: `test-${randomUUID()}`,
    baseUrl: BASE_URL,
  });
  const act = async <T>(
    who: Person | Actor,
    command: (ctx: Context) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    try {
      return await withContext(surroundings(), actor(who), async (ctx) => {
        const result = await command(ctx);
        if (!result.ok) throw new RolledBack(result.refusal);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return { ok: false, refusal: error.refusal };
      throw error;
    }
  };
  return {
    database,
    on: (date) => void (now = atNoon(date)),
    now: () => now,
    surroundings,
    actor,
    act,
    async does(who, command) {
      const result = await act(who, command);
      if (!result.ok) throw new Error(`${actor(who).name} was refused: ${inWords(result.refusal)}`);
      return result.value;
    },
    reads: (who, query) => withContext(surroundings(), actor(who), query, { readOnly: true }),
    rows: <T extends Record<string, unknown>>(query: SQL) =>
      walled(database, { side: 'msp' }, async (db) => [...(await db.execute(query))] as T[], {
        readOnly: true,
      }),
  };
}

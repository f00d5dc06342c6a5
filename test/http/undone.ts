import { sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { NotAllowed } from '#app/platform/authorization/authorize.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { viewpointOf, type Context } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import type { Person } from '#test/cast.ts';
import { inWords } from '#test/factories/acts.ts';
import { atNoon } from '#test/factories/clock.ts';
import type { World } from '#test/factories/program.ts';
import { endOf } from './mutant.ts';

/*
 * Stories of which nothing stays, for the tests that take guards away: each is one transaction that is rolled back, so
 * that all of them share one world and begin in the same place, with the guard and without. Import it once the guards
 * have their switches.
 */

type Command<T> = (ctx: Context) => Promise<Result<T>>;
export type Who = Person | Actor;

/** What people do one after the other in a story. */
export type Telling = {
  /** What day it is from here on. */
  on(date: string): void;
  /** Somebody does what works. @throws with the refusal in words */
  does<T>(who: Who, command: Command<T>): Promise<T>;
  /** How what somebody tries ends: `ok`, or what refuses it. */
  says(who: Who, command: Command<unknown>): Promise<string>;
  /** What somebody sees. */
  reads<T>(who: Who, query: (ctx: Context) => Promise<T>): Promise<T>;
  /** What is written past every command, on the MSP's side. */
  writes(statement: ReturnType<typeof sql>): Promise<unknown>;
  /** What stands in the tables: the first row. */
  row<T extends Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<T | undefined>;
};

/** What somebody does with a thing that is named by its id. */
export type Doing = (ctx: Context, id: string) => Promise<Result<unknown>>;
/** How a thing comes as far as it is when somebody tries something with it. @returns its id */
export type From = (at: Telling) => Promise<string>;

class Undone extends Error {
  constructor(readonly outcome: string) {
    super('undone');
  }
}

/** Everything that a wall asks of whoever stands before it, for the rest of the transaction. */
const standsBefore = (db: Db, actor: Actor) => {
  const { side, clientId, supplierId, accountId, workerId } = viewpointOf(actor);
  return db.execute(sql`select set_config('app.side', ${side}, true), set_config('app.client_id', ${clientId ?? ''}, true),
    set_config('app.supplier_id', ${supplierId ?? ''}, true), set_config('app.account_id', ${accountId ?? ''}, true),
    set_config('app.worker_id', ${workerId ?? ''}, true)`);
};

function tellingOf(world: World, db: Db): Telling {
  let now = world.now();
  const reads = async <T>(who: Who, query: (ctx: Context) => Promise<T>): Promise<T> => {
    const actor = world.actor(who);
    await standsBefore(db, actor);
    return query({ ...world.surroundings(), now, db, actor: { ...actor, standsInFor: [] } });
  };
  const written = async (statement: ReturnType<typeof sql>) => {
    await standsBefore(db, world.actor('admin'));
    return db.execute(statement);
  };
  return {
    on: (date) => void (now = atNoon(date)),
    reads,
    writes: written,
    row: async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
      (await written(query))[0] as T | undefined,
    async does(who, command) {
      const result = await reads(who, command);
      if (!result.ok) throw new Error(`${world.actor(who).name} was refused: ${inWords(result.refusal)}`);
      return result.value;
    },
    async says(who, command) {
      try {
        const result = await reads(who, command);
        return result.ok ? 'ok' : inWords(result.refusal);
      } catch (error) {
        if (error instanceof NotAllowed) return 'not allowed';
        throw error;
      }
    },
  };
}

/** How a story ends, with the checks of the database that wait for the commit; then it is taken back. */
export const storiesIn = (world: World) => (story: (at: Telling) => Promise<string>) => () =>
  endOf(async () => {
    try {
      return await walled(
        world.database,
        { side: 'msp' },
        async (db): Promise<string> => {
          const outcome = await story(tellingOf(world, db));
          await db.execute(sql`set constraints all immediate`);
          throw new Undone(outcome);
        },
        { keepsPlans: true },
      );
    } catch (error) {
      if (error instanceof Undone) return error.outcome;
      throw error;
    }
  });

const nowhere: From = () => Promise.reject(new Error('Say how far it came.'));

/**
 * Somebody does something with what came so far, after what happened to it.
 * @param usual how far it comes unless it is said otherwise
 */
export const triesIn =
  (undone: ReturnType<typeof storiesIn>, usual: From = nowhere) =>
  (
    by: Who,
    what: Doing,
    from: From = usual,
    happens: (at: Telling, id: string) => Promise<unknown> = async () => undefined,
  ) =>
    undone(async (at) => {
      const id = await from(at);
      await happens(at, id);
      return at.says(by, (ctx) => what(ctx, id));
    });

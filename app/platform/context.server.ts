import { eq, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { acrossTheWall, walled, type Viewpoint } from '#db/walled.ts';
import { standInsOf } from './authorization/stand-ins.server.ts';
import type { Actor } from './authorization/vocabulary.ts';

/** What every command and query is handed: who acts, what time it is, and one open transaction behind their wall. */
export type Context = {
  actor: Actor;
  now: Date;
  db: Db;
  requestId: string;
  /** Address of this deployment, for links in mail. No trailing slash. */
  baseUrl: string;
};

/** What a request or a job brings along before a transaction is open. */
export type Surroundings = {
  database: Database;
  now: Date;
  requestId: string;
  baseUrl: string;
};

/** Runs a piece of a long read, or all of it, in a transaction behind the wall of whoever asked. */
export type InTransaction = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

export function viewpointOf(actor: Actor): Viewpoint {
  return {
    side: actor.side,
    clientId: actor.clientId,
    supplierId: actor.supplierId,
    accountId: actor.accountId,
    workerId: actor.workerId,
  };
}

/** Opens one transaction behind the actor's wall and runs `work` in it. Whatever `work` throws rolls it back. */
export function withContext<T>(
  surroundings: Surroundings,
  actor: Actor,
  work: (ctx: Context) => Promise<T>,
  options?: { readOnly?: boolean; oneMoment?: boolean },
): Promise<T> {
  const { database, now, requestId, baseUrl } = surroundings;
  // Whoever looks on as another changes nothing, whatever the code says: the database refuses it.
  const readOnly = options?.readOnly === true || Boolean(actor.viewingAs);
  return walled(
    database,
    viewpointOf(actor),
    async (db) => {
      const standsInFor = await standInsOf(db, actor, now);
      return work({ actor: { ...actor, standsInFor }, now, db, requestId, baseUrl });
    },
    // Commands find their rows by keys; what many rows are read for is planned for them.
    { readOnly, keepsPlans: !readOnly, oneMoment: options?.oneMoment === true },
  );
}

/** From here on a command's statements are planned for what they are asked: for work on many rows. */
export const planForMany = ({ db }: Context) =>
  db.execute(sql`select set_config('plan_cache_mode', 'auto', true)`);

/**
 * Runs `work` as the program itself, inside the same transaction, where a rule reaches over the actor's wall.
 * Nothing that `work` reads may be shown to the actor.
 * @param reason why this must see more than the person does; for the reader of the code
 */
export function asTheProgram<T>(ctx: Context, reason: string, work: () => Promise<T>): Promise<T> {
  return acrossTheWall(ctx.db, viewpointOf(ctx.actor), reason, work);
}

/**
 * The condition that repeats the actor's wall in a query. The wall holds without it; the planner finds the right
 * index only with it.
 */
export function ownRows(
  ctx: Context,
  columns: { clientId?: AnyColumn; supplierId?: AnyColumn; workerId?: AnyColumn },
): SQL | undefined {
  const { clientId, supplierId, workerId } = ctx.actor;
  if (workerId && columns.workerId) return eq(columns.workerId, workerId);
  if (supplierId && columns.supplierId) return eq(columns.supplierId, supplierId);
  if (clientId && columns.clientId) return eq(columns.clientId, clientId);
  return undefined;
}

import { sql } from 'drizzle-orm';
import type { Database, Db } from './connection.ts';

/** Who is asking, as the database's walls see it. A missing id is no id: it matches no row. */
export type Viewpoint = {
  side: 'msp' | 'client' | 'supplier' | 'door' | 'directory';
  clientId?: string | null;
  supplierId?: string | null;
  accountId?: string | null;
  workerId?: string | null;
  /** Set where an organization's directory acts by itself. */
  organizationId?: string | null;
};

/**
 * The way in for people: one transaction as a role that owns nothing, with the wall set for its length.
 * Everything is set locally to the transaction, so that it works behind a connection pooler in transaction mode.
 * @param keepsPlans whether prepared statements keep the plan that they have: for work on few rows that are found by their
 *   keys. With the walls in it, planning such a statement anew takes four times as long as running it.
 * @param oneMoment whether everything is read as it stood when the first of it was, whatever others write meanwhile
 */
export async function walled<T>(
  database: Database,
  view: Viewpoint,
  work: (tx: Db) => Promise<T>,
  {
    readOnly = false,
    keepsPlans = false,
    oneMoment = false,
  }: { readOnly?: boolean; keepsPlans?: boolean; oneMoment?: boolean } = {},
): Promise<T> {
  const isolation = oneMoment ? ({ isolationLevel: 'repeatable read' } as const) : undefined;
  return database.db.transaction(async (tx) => {
    // Everything in one statement, because each one is a way to the server and back.
    await tx.execute(sql`select set_config('role', 'muster_app', true), set_config('app.side', ${view.side}, true),
      set_config('app.client_id', ${view.clientId ?? ''}, true), set_config('app.supplier_id', ${view.supplierId ?? ''}, true),
      set_config('app.account_id', ${view.accountId ?? ''}, true), set_config('app.worker_id', ${view.workerId ?? ''}, true),
      set_config('app.organization_id', ${view.organizationId ?? ''}, true),
      set_config('transaction_read_only', ${readOnly ? 'on' : 'off'}, true),
      set_config('plan_cache_mode', ${keepsPlans ? 'force_generic_plan' : 'auto'}, true)`);
    return work(tx);
  }, isolation);
}

/**
 * Lets the program itself act inside somebody's transaction where a rule reaches over their wall, such as when a
 * supplier's acceptance fills the last position and its rivals' submittals end. The reason is written at the call.
 */
export async function acrossTheWall<T>(
  tx: Db,
  view: Viewpoint,
  _reason: string,
  work: () => Promise<T>,
): Promise<T> {
  // Where one such piece of work calls another, the inner one gives back what it found.
  const [before] = await tx.execute<{ side: string | null }>(
    sql`select app.side() as side, set_config('app.side', 'msp', true)`,
  );
  try {
    return await work();
  } finally {
    // A failed statement has already doomed the transaction; then there is nothing to restore.
    await tx
      .execute(sql`select set_config('app.side', ${before?.side ?? view.side}, true)`)
      .catch(() => undefined);
  }
}

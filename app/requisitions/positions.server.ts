import { eq, sql } from 'drizzle-orm';
import { requisition as table } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { positionFilled, positionGivenBack } from './events.ts';
import { requisition } from './lifecycle.ts';

export type PositionCount = { filled: number; positions: number };

async function locked(ctx: Context, requisitionId: string) {
  const [row] = await ctx.db.select().from(table).where(eq(table.id, requisitionId)).for('update');
  return row;
}

/**
 * Counts one position filled, and with the last one the requisition itself. The row is locked first, so that the
 * last position is never filled twice. Call it inside `asTheProgram`: a supplier may not change a requisition.
 * Refuses with `Stale` when all positions are filled or it takes nobody now.
 */
export async function takePosition(
  ctx: Context,
  requisitionId: string,
): Promise<Result<PositionCount & { nowFilled: boolean }>> {
  const row = await locked(ctx, requisitionId);
  if (!row) return missing();
  const { positions, clientId } = row;
  if (row.filled >= positions)
    return stale(positions === 1 ? 'The position is filled already.' : 'All positions are filled already.');
  if (row.status !== 'open')
    return stale(`The requisition takes nobody now: it is ${row.status.replaceAll('_', ' ')}.`);

  const filled = row.filled + 1;
  const nowFilled = filled === positions;
  if (nowFilled) {
    const moved = await transition(ctx, requisition, row, 'fill', { filled });
    if (!moved.ok) return moved;
  } else {
    await ctx.db.update(table).set({ filled }).where(eq(table.id, requisitionId));
  }
  await recordEvent(
    ctx,
    positionFilled({ subjectId: requisitionId, clientId, facts: { filled, positions } }),
  );
  return ok({ filled, positions, nowFilled });
}

/**
 * Gives one position back, because somebody will not start after all. A requisition that was filled stays so: its
 * need is over unless somebody asks anew. Call it inside `asTheProgram`.
 * Refuses with `Stale` when none is filled.
 */
export async function givePositionBack(ctx: Context, requisitionId: string): Promise<Result<PositionCount>> {
  const row = await locked(ctx, requisitionId);
  if (!row) return missing();
  if (row.filled === 0) return stale('No position of this requisition is filled.');
  const { positions, clientId } = row;
  const filled = row.filled - 1;
  await ctx.db
    .update(table)
    .set({ filled: sql`${table.filled} - 1` })
    .where(eq(table.id, requisitionId));
  await recordEvent(
    ctx,
    positionGivenBack({ subjectId: requisitionId, clientId, facts: { filled, positions } }),
  );
  return ok({ filled, positions });
}

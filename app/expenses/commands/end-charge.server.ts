import { eq } from 'drizzle-orm';
import { miscCharge as charges } from '#db/schema/index.ts';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { lockCharge, type MiscCharge } from '../charge.server.ts';
import { makeDueCharges } from '../due-charges.server.ts';
import { chargeEnded } from '../events.ts';
import { miscCharge } from '../lifecycle.ts';

/**
 * Ends a series today: what is due by now is charged, nothing after it. Whoever may ask for charges may end them, and
 * whoever decides on them. Refuses: `Stale` for one that comes once or has ended.
 */
export async function endCharge(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Result<MiscCharge>> {
  const row = await lockCharge(ctx, id);
  if (!row) return missing();
  const as = authorize(
    ctx,
    mayDo(ctx.actor, 'miscCharge.approve', row) ? 'miscCharge.approve' : 'miscCharge.request',
    row,
  );
  if (row.cadence === 'once') return stale('This charge comes once: there is nothing to end.');

  await catchUp(ctx, row);
  const date = today(ctx.now, row.timeZone);
  const lastDay =
    row.endsOn !== null && row.endsOn < date ? row.endsOn : date < row.startsOn ? row.startsOn : date;
  const ended = await transition(ctx, miscCharge, row, 'end', { endedReason: reason, endsOn: lastDay });
  if (!ended.ok) return ended;

  const { clientId, supplierId } = row;
  await recordEvent(as, chargeEnded({ subjectId: id, clientId, supplierId, reason, facts: { lastDay } }));
  return ok(ended.value);
}

/**
 * What is due by now and was not made yet. A supplier reads its charges and makes none, so the program does it.
 */
function catchUp(ctx: Context, { id }: MiscCharge): Promise<number> {
  return asTheProgram(ctx, 'a supplier ends a series of which a day is still to be charged', () =>
    makeDueCharges(ctx, eq(charges.id, id)),
  );
}

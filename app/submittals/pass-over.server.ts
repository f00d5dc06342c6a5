import { and, eq, inArray, ne } from 'drizzle-orm';
import { offer as offerTable, submittal as submittalTable } from '#db/schema/index.ts';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { systemActor } from '#app/platform/jobs/system-actor.server.ts';
import { transitionAll } from '#app/platform/lifecycle.server.ts';
import { offerRescinded, submittalPassedOver, submittalPassedOverUnseen } from './events.ts';
import { offer, submittal } from './lifecycle.ts';

const REASON = 'All positions are filled or the need is over.';

/**
 * Ends whoever is still in the running for a need, because it takes nobody more; offers that are out are taken back.
 * @returns how many candidates were passed over
 */
export function passOverAll(ctx: Context, requisitionId: string): Promise<number> {
  return passOver(ctx, requisitionId, null);
}

/** The same for all but one: the candidate who took the last position. */
export function passOverOthers(
  ctx: Context,
  requisitionId: string,
  exceptSubmittalId: string,
): Promise<number> {
  return passOver(ctx, requisitionId, exceptSubmittalId);
}

function passOver(ctx: Context, requisitionId: string, except: string | null): Promise<number> {
  // Rivals read the news of this in their own timelines; it must not carry the name of who won.
  const program: Context = ctx.actor.side === 'supplier' ? { ...ctx, actor: systemActor } : ctx;
  return asTheProgram(ctx, 'a filled need ends what rival suppliers have running for it', async () => {
    const offers = and(
      eq(offerTable.requisitionId, requisitionId),
      except ? ne(offerTable.submittalId, except) : undefined,
    );
    const rescinded = await transitionAll(ctx, offer, 'rescind', offers, { reason: REASON });
    const rivals = and(
      eq(submittalTable.requisitionId, requisitionId),
      except ? ne(submittalTable.id, except) : undefined,
    );
    const ended = { endedReason: REASON, endedBySide: 'msp' };
    const passed = await transitionAll(ctx, submittal, 'pass_over', rivals, ended);
    await tellOffers(program, rescinded);
    await tellSubmittals(program, passed);
    return passed.length;
  });
}

async function tellOffers(ctx: Context, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await ctx.db.select().from(offerTable).where(inArray(offerTable.id, ids));
  await recordEvents(
    ctx,
    rows.map(({ id, clientId, supplierId }) =>
      offerRescinded({ subjectId: id, clientId, supplierId, reason: REASON, facts: {} }),
    ),
  );
}

async function tellSubmittals(ctx: Context, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await ctx.db.select().from(submittalTable).where(inArray(submittalTable.id, ids));
  await recordEvents(
    ctx,
    rows.map(({ id, clientId, supplierId, presentedAt }) => {
      const news = presentedAt ? submittalPassedOver : submittalPassedOverUnseen;
      return news({ subjectId: id, clientId, supplierId, reason: REASON, facts: {} });
    }),
  );
}

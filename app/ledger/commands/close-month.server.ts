import { ledgerPeriod as ledgerPeriodTable } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { planForMany, type Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { monthClosed } from '../events.ts';
import type { ClosingInput } from '../forms.ts';
import { isShut, ledgerPeriod } from '../lifecycle.ts';
import { firstMonthOf, holdTheBooks, periodOfMonth, statesOf, type Period } from '../periods.server.ts';
import { monthName, whyNotClose } from '../rules.ts';

/**
 * Closes a month of a program's books: from then on the database refuses every posting dated in it. Waits for postings
 * that are under way, and lets none begin until it is done.
 * Refuses: `Invalid` for a month that is not over or has an open one before it, `Stale` where it is closed already.
 */
export async function closeMonth(ctx: Context, { client, month }: ClosingInput): Promise<Result<Period>> {
  const program = await programOf(ctx, client);
  if (!program) return missing();
  authorize(ctx, 'ledger.close', program);
  await planForMany(ctx);

  const closedAt = await holdTheBooks(ctx, client);
  const states = await statesOf(ctx, client);
  if (isShut(states.get(month) ?? 'open')) return stale(`${monthName(month)} is closed already.`);
  const firstMonth = await firstMonthOf(ctx, client);
  const why = whyNotClose(month, { today: today(ctx.now, program.timeZone), firstMonth, states });
  if (why) return invalid(problem('month', why));

  const by = { closedBy: ctx.actor.accountId, closedByName: ctx.actor.name, closedAt };
  const closed = await shut(ctx, client, month, by);
  if (!closed.ok) return closed;
  await recordEvent(ctx, monthClosed({ subjectId: closed.value.id, clientId: client, facts: { month } }));
  return closed;
}

type ClosedBy = Pick<Period, 'closedBy' | 'closedByName' | 'closedAt'>;

/** A month has no row before it is closed for the first time. */
async function shut(ctx: Context, clientId: string, month: string, by: ClosedBy): Promise<Result<Period>> {
  const there = await periodOfMonth(ctx, clientId, month);
  if (there) return transition(ctx, ledgerPeriod, there, 'close', by);
  const [made] = await ctx.db
    .insert(ledgerPeriodTable)
    .values({ clientId, month, ...by })
    .onConflictDoNothing()
    .returning();
  return made ? ok(made) : stale(`${monthName(month)} is closed already.`);
}

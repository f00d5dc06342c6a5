import { and, eq, isNotNull } from 'drizzle-orm';
import { account } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { accountEnabled } from '../events.ts';
import { accountRow } from '../queries.server.ts';

/** Lets somebody in again, in every role that has not ended. Refuses: `Stale` when the account is enabled already. */
export async function enableAccount(ctx: Context, id: string): Promise<Result<{ name: string }>> {
  const person = await accountRow(ctx, id);
  if (!person) return missing();
  authorize(ctx, 'people.disable', { accountId: id });
  const { name } = person;
  const enabled = await ctx.db
    .update(account)
    .set({ disabledAt: null })
    .where(and(eq(account.id, id), isNotNull(account.disabledAt)))
    .returning({ id: account.id });
  if (enabled.length === 0) return stale(`The account of ${name} is enabled already.`);
  await recordEvent(ctx, accountEnabled({ subjectId: id, facts: { name } }));
  return ok({ name });
}

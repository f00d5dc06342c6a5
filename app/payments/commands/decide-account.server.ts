import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { masked, usableFrom as coolOff } from '../bank-details.ts';
import { accountOf, tellOfBankChange } from '../bank.server.ts';
import { bankConfirmed, bankRejected } from '../events.ts';
import { bankAccount } from '../lifecycle.ts';

export type DecidedAccount = { id: string; account: string; ownerName: string; usableFrom: Date | null };

/**
 * A second person confirms bank details, or turns them down. Confirmed, they are paid to after a day of cooling off;
 * the account before stays in use until then.
 */
export async function decideAccount(
  ctx: Context,
  id: string,
  verdict: 'confirm' | 'reject',
): Promise<Result<DecidedAccount>> {
  const row = await accountOf(ctx, id, { lock: true });
  if (!row) return missing();
  const { ownerName, ownerSide, ...account } = row;
  const supplierId = ownerSide === 'supplier' ? account.supplierId : null;
  authorize(ctx, 'bank.confirm', { supplierId: account.supplierId, createdBy: account.proposedBy });
  const usableFrom = verdict === 'confirm' ? coolOff(ctx.now) : null;
  const { accountId: confirmedBy, name: confirmedByName } = ctx.actor;
  const decided = await transition(
    ctx,
    bankAccount,
    account,
    verdict,
    usableFrom ? { confirmedBy, confirmedByName, confirmedAt: ctx.now, usableFrom } : {},
  );
  if (!decided.ok) return decided;
  const facts = { account: masked(account.accountLastFour) };
  const news = verdict === 'confirm' ? bankConfirmed : bankRejected;
  await recordEvent(ctx, news({ subjectId: id, supplierId, facts }));
  if (usableFrom) await tellOfBankChange(ctx, { ...account, ownerName, usableFrom }, 'confirmed');
  return ok({ id, account: facts.account, ownerName, usableFrom });
}

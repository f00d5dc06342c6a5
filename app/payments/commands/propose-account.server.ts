import { and, eq } from 'drizzle-orm';
import { bankAccount } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { sealedAccount } from '../account-number.server.ts';
import { bankProblems, masked } from '../bank-details.ts';
import { tellOfBankChange } from '../bank.server.ts';
import { bankProposed } from '../events.ts';
import type { BankInput } from '../forms.ts';

export type ProposedAccount = { id: string; account: string };

/**
 * Proposes where the actor's own organization wants its money, or, for the MSP, what it pays from. Nothing is paid
 * there before a second person has confirmed it and it has cooled off; everybody who looks after the money is told.
 * Refuses: `Invalid` for details that cannot be right, and while another proposal is open.
 */
export async function proposeAccount(ctx: Context, input: BankInput): Promise<Result<ProposedAccount>> {
  const { organizationId: supplierId, organizationName, accountId, name } = ctx.actor;
  // The MSP's own account is what its payments leave from, so whoever makes payments proposes it.
  if (ctx.actor.side === 'msp') authorize(ctx, 'payment.make');
  else authorize(ctx, 'bank.propose', { supplierId });
  const problems = bankProblems(input);
  if (problems.length > 0) return invalid(...problems);
  const sealed = sealedAccount(input.id, input.accountNumber);
  const [proposed] = await ctx.db
    .insert(bankAccount)
    .values({
      ...input,
      ...sealed,
      supplierId,
      proposedBy: accountId,
      proposedByName: name,
      proposedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: bankAccount.id });
  const account = masked(input.accountNumber);
  if (!proposed) {
    const own = and(eq(bankAccount.id, input.id), eq(bankAccount.proposedBy, accountId));
    const [already] = await ctx.db.select({ id: bankAccount.id }).from(bankAccount).where(own);
    return already
      ? ok({ id: already.id, account })
      : invalid(problem('', 'Another account is proposed already. It is confirmed or turned down first.'));
  }
  const about = { subjectId: input.id, supplierId: ctx.actor.supplierId, facts: { account } };
  await recordEvent(ctx, bankProposed(about));
  await tellOfBankChange(ctx, { ...sealed, supplierId, ownerName: organizationName }, 'proposed');
  return ok({ id: input.id, account });
}

import { and, asc, eq, ne } from 'drizzle-orm';
import { bankAccount, organization } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { masked } from './bank-details.ts';

const SHOWN = 50;

export type BankChange = {
  id: string;
  ownerName: string;
  account: string;
  proposedByName: string;
  proposedAt: Date;
};

/** Proposed bank details that somebody other than the actor proposed, the oldest first; at most 50. */
export async function bankChangesToConfirm(ctx: Context): Promise<BankChange[]> {
  const rows = await ctx.db
    .select({
      id: bankAccount.id,
      ownerName: organization.name,
      lastFour: bankAccount.accountLastFour,
      proposedByName: bankAccount.proposedByName,
      proposedAt: bankAccount.proposedAt,
    })
    .from(bankAccount)
    .innerJoin(organization, eq(organization.id, bankAccount.supplierId))
    .where(
      and(
        eq(bankAccount.status, 'proposed'),
        ne(bankAccount.proposedBy, ctx.actor.accountId),
        ownRows(ctx, { supplierId: bankAccount.supplierId }),
      ),
    )
    .orderBy(asc(bankAccount.proposedAt))
    .limit(SHOWN);
  return rows.map(({ lastFour, ...row }) => ({ ...row, account: masked(lastFour) }));
}

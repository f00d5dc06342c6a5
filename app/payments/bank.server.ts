import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { bankAccount, organization } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import type { Role } from '#app/values/roles.ts';
import { masked } from './bank-details.ts';

const ACCOUNTS_SHOWN = 50;
const contacts: Role[] = ['supplierFinance', 'supplierAdmin', 'mspFinance', 'mspAdmin'];

export type Account = Awaited<ReturnType<typeof accountsOf>>[number];

/** The accounts of one organization, newest first, at most 50. */
export async function accountsOf(ctx: Context, organizationId: string) {
  const { accountNumber: _open, accountSealed: _sealed, ...shown } = getTableColumns(bankAccount);
  return ctx.db
    .select(shown)
    .from(bankAccount)
    .where(
      and(eq(bankAccount.supplierId, organizationId), ownRows(ctx, { supplierId: bankAccount.supplierId })),
    )
    .orderBy(desc(bankAccount.proposedAt), desc(bankAccount.id))
    .limit(ACCOUNTS_SHOWN);
}

/** An account with its owner, locked for the rest of the transaction where a command decides on it. */
export async function accountOf(ctx: Context, id: string, { lock = false }: { lock?: boolean } = {}) {
  const query = ctx.db.select().from(bankAccount).where(eq(bankAccount.id, id));
  const [account] = await (lock ? query.for('no key update') : query);
  if (!account) return null;
  const [owner] = await ctx.db
    .select({ name: organization.name, side: organization.side })
    .from(organization)
    .where(eq(organization.id, account.supplierId));
  return owner ? { ...account, ownerName: owner.name, ownerSide: owner.side } : null;
}

/** Where an organization stands with its bank accounts, for the list of the MSP. */
export type BankStanding = {
  organizationId: string;
  name: string;
  side: 'msp' | 'supplier';
  /** Last four of the account that is paid to or from now; null where there is none. */
  usable: string | null;
  proposedId: string | null;
  coolingUntil: Date | null;
};

/** The MSP itself and its suppliers, with what they are paid to; those with something open stand first. At most 500. */
export async function bankStandings(ctx: Context): Promise<BankStanding[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<Omit<BankStanding, 'coolingUntil'> & { coolingUntil: string | null }>(sql`
    select o.id as "organizationId", o.name, o.side, u.account_last_four as usable, p.id as "proposedId", c.usable_from::text as "coolingUntil"
    from organization o
    left join lateral (select account_last_four from bank_account a where a.supplier_id = o.id and a.status = 'confirmed' and a.usable_from <= ${now}
                       order by a.usable_from desc limit 1) u on true
    left join bank_account p on p.supplier_id = o.id and p.status = 'proposed'
    left join lateral (select max(usable_from) as usable_from from bank_account a where a.supplier_id = o.id and a.status = 'confirmed' and a.usable_from > ${now}) c on true
    where o.side in ('msp', 'supplier')
    order by p.id is null, o.side <> 'msp', u.account_last_four is not null, lower(o.name) limit 500`);
  return rows.map((row) => ({
    ...row,
    usable: row.usable ? masked(row.usable) : null,
    coolingUntil: row.coolingUntil ? new Date(row.coolingUntil) : null,
  }));
}

/**
 * Tells everybody who looks after the money of an organization that its bank details are changing: those who were
 * there before, so that a stranger who got in is noticed.
 */
export async function tellOfBankChange(
  ctx: Context,
  account: { supplierId: string; accountLastFour: string; ownerName: string; usableFrom?: Date | null },
  step: 'proposed' | 'confirmed',
): Promise<void> {
  const props = {
    step,
    organizationName: account.ownerName,
    account: masked(account.accountLastFour),
    by: `${ctx.actor.name}, ${ctx.actor.organizationName}`,
    usableFrom: account.usableFrom ? account.usableFrom.toISOString().slice(0, 16).replace('T', ' ') : null,
    link: `${ctx.baseUrl}/bank`,
  };
  await queueMail(
    ctx,
    { kind: 'bankDetailsChanging', props },
    { organizationId: account.supplierId, roles: contacts },
  );
}

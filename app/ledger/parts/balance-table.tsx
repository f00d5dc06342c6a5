import { Money } from '#app/ui/amount.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { accountName, isUnusualBalance, type AccountKind } from '../accounts.ts';

export type Account = {
  id: string;
  kind: AccountKind;
  clientId: string;
  clientName: string;
  supplierName: string | null;
  currency: string;
  debitMinor: number;
  creditMinor: number;
  balanceMinor: number;
};

type Figure = 'debitMinor' | 'creditMinor' | 'balanceMinor';

/**
 * The accounts of one program: what was debited, what was credited, what is left.
 */
export function BalanceTable({ accounts }: { accounts: Account[] }) {
  const sum = (key: Figure) => accounts.reduce((total, account) => total + account[key], 0);
  const money = (key: Figure, header: string): Column<Account> => ({
    key,
    header,
    align: 'right',
    cell: (account) => <Money minor={account[key]} />,
    footer: <Money minor={sum(key)} strong />,
  });
  const balances = sum('balanceMinor') === 0;
  return (
    <DataTable
      caption="Trial balance"
      rows={accounts}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/ledger/accounts/${id}`}
      empty="No account."
      columns={[
        {
          key: 'account',
          header: 'Account',
          primary: true,
          cell: ({ kind, supplierName }) => accountName(kind, supplierName),
          footer: (
            <>
              All accounts{' '}
              {balances ? <Badge tone="good">balances</Badge> : <Badge tone="wrong">does not balance</Badge>}
            </>
          ),
        },
        money('debitMinor', 'Debit'),
        money('creditMinor', 'Credit'),
        {
          ...money('balanceMinor', 'Balance'),
          cell: ({ kind, balanceMinor }) => (
            <>
              {isUnusualBalance(kind, balanceMinor) ? <Badge tone="attention">look</Badge> : null}{' '}
              <Money minor={balanceMinor} />
            </>
          ),
        },
      ]}
    />
  );
}

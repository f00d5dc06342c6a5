import type { ReactNode } from 'react';
import { When } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { bankCodeWord, masked, type BankCodeKind } from '../bank-details.ts';

type Row = {
  id: string;
  holder: string;
  accountLastFour: string;
  bankCode: string;
  bankCodeKind: BankCodeKind;
  country: string;
  status: string;
  proposedByName: string;
  confirmedByName: string | null;
  usableFrom: Date | null;
};

/** Bank accounts by their last four, for those who may read them. */
export function AccountTable({ rows, empty }: { rows: Row[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Bank accounts"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/bank/${id}`}
      empty={empty}
      columns={[
        {
          key: 'account',
          header: 'Account',
          primary: true,
          cell: (row) => <span className="figure">{masked(row.accountLastFour)}</span>,
        },
        {
          key: 'bank',
          header: 'Bank',
          cell: (row) => `${bankCodeWord[row.bankCodeKind]} ${row.bankCode}, ${row.country}`,
        },
        { key: 'holder', header: 'Holder', hideOnPhone: true, cell: (row) => row.holder },
        { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
        {
          key: 'usable',
          header: 'Used from',
          cell: (row) => (row.usableFrom ? <When at={row.usableFrom} /> : 'not yet'),
        },
        { key: 'by', header: 'Proposed by', hideOnPhone: true, cell: (row) => row.proposedByName },
        {
          key: 'confirmed',
          header: 'Confirmed by',
          hideOnPhone: true,
          cell: (row) => row.confirmedByName ?? '–',
        },
      ]}
    />
  );
}

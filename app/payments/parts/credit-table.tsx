import { DateText } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';

type Row = {
  id: string;
  kind: string;
  reference: string;
  clientName: string;
  currency: string;
  issuedOn: string;
  openMinor: number;
  usableMinor: number;
};

const kinds: Record<string, string> = { overpayment: 'Money on account', client_credit: 'Credit memo' };

/** Credits that a client has not used up, each with the way to use it. */
export function CreditTable({
  rows,
  mayUse,
  withClient,
}: {
  rows: Row[];
  mayUse: boolean;
  withClient: boolean;
}) {
  const columns: (Column<Row> | null)[] = [
    {
      key: 'reference',
      header: 'Document',
      primary: true,
      cell: (row) => <span className="figure">{row.reference}</span>,
    },
    { key: 'kind', header: 'Kind', cell: (row) => kinds[row.kind] ?? row.kind },
    withClient ? { key: 'client', header: 'Client', cell: (row) => row.clientName } : null,
    { key: 'issued', header: 'Issued', hideOnPhone: true, cell: (row) => <DateText date={row.issuedOn} /> },
    {
      key: 'open',
      header: 'Left',
      align: 'right',
      cell: (row) => <span className="figure">{formatMoney(row.openMinor, row.currency)}</span>,
    },
    mayUse
      ? {
          key: 'use',
          header: '',
          align: 'right',
          cell: (row) =>
            row.usableMinor > 0 ? (
              <LinkButton to={`/credits/${row.id}/application`}>Use it</LinkButton>
            ) : (
              'Nothing open to use it on'
            ),
        }
      : null,
  ];
  return (
    <DataTable
      caption="Credits not used yet"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/invoices/${id}/payment`}
      empty="Every credit is used."
      columns={columns.filter((column) => column !== null)}
    />
  );
}

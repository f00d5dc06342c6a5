import { Link } from '@remix-run/react';
import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { DEPLOYMENT_CHAIN_ID, shortHash } from '../words.ts';

export type Chain = {
  chain: string;
  name: string;
  position: number;
  hash: string;
  sealedAt: string;
  anchoredAt: string | null;
  anchoredPosition: number | null;
  checkedAt: string | null;
  differences: number | null;
};

/** Every chain with its head. */
export function ChainTable({ rows }: { rows: Chain[] }) {
  return (
    <DataTable
      caption="Chains"
      rows={rows}
      rowKey={({ chain }) => chain}
      columns={columns}
      empty={
        <EmptyState title="Nothing is sealed yet">
          A worker seals what happened within a minute. Is one running?
        </EmptyState>
      }
    />
  );
}

const columns: Column<Chain>[] = [
  {
    key: 'name',
    header: 'Chain',
    primary: true,
    cell: ({ chain, name }) =>
      chain === DEPLOYMENT_CHAIN_ID ? name : <Link to={`/audit?client=${chain}`}>{name}</Link>,
  },
  {
    key: 'events',
    header: 'Events',
    align: 'right',
    cell: ({ position }) => <span className="figure">{Number(position).toLocaleString('en')}</span>,
  },
  { key: 'head', header: 'Head', cell: ({ hash }) => <code title={hash}>{shortHash(hash)}</code> },
  { key: 'sealed', header: 'Last sealed', cell: ({ sealedAt }) => <When at={sealedAt} timeZone="UTC" /> },
  {
    key: 'anchored',
    header: 'Last anchored',
    cell: ({ anchoredAt, anchoredPosition, position }) =>
      anchoredAt ? (
        <>
          <When at={anchoredAt} timeZone="UTC" />
          {anchoredPosition === position ? '' : `, at ${Number(anchoredPosition).toLocaleString('en')}`}
        </>
      ) : (
        'not yet'
      ),
  },
  {
    key: 'checked',
    header: 'Last check',
    cell: ({ checkedAt, differences }) =>
      checkedAt === null ? (
        'not yet'
      ) : differences === 0 ? (
        <Badge tone="good">holds</Badge>
      ) : (
        <Badge tone="wrong">{`${differences} differ`}</Badge>
      ),
  },
];

import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';

type Party = 'msp' | 'client' | 'supplier' | 'worker';
type Cell = { sees: boolean; text: string; roles: string[] };
type Row = { label: string; published: boolean; cells: Record<Party, Cell> };

const heads: Record<Party, string> = { msp: 'MSP', client: 'Client', supplier: 'Supplier', worker: 'Worker' };

/** One line for each kind of information, one column for each party. */
export function TransparencyTable({ rows }: { rows: Row[] }) {
  const partyColumns = (Object.keys(heads) as Party[]).map((party): Column<Row> => ({
    key: party,
    header: heads[party],
    cell: ({ cells }) => <Seen cell={cells[party]} />,
  }));
  return (
    <DataTable
      caption="Who sees what, by kind of information"
      columns={[
        {
          key: 'what',
          header: 'Information',
          primary: true,
          cell: ({ label, published }) => (
            <>
              {label} {published ? <Badge tone="quiet">set by the program</Badge> : null}
            </>
          ),
        },
        ...partyColumns,
      ]}
      rows={rows}
      rowKey={({ label }) => label}
      empty="Nothing is listed."
    />
  );
}

function Seen({ cell: { sees, text, roles } }: { cell: Cell }) {
  if (!sees) return <span className="quiet">{text}</span>;
  return (
    <>
      {text}
      {roles.length > 0 ? <span className="quiet"> · {roles.join(', ')}</span> : null}
    </>
  );
}

import type { ReactNode } from 'react';
import { DateText, Rate } from '#app/ui/amount.tsx';
import { PostButton } from '#app/ui/form.tsx';
import { Badge, Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { AgainstCard } from './rate-facts.tsx';

export type CandidateRow = {
  id: string;
  status: string;
  candidateName: string;
  supplierName: string;
  billRate: string;
  maxBillRate: string;
  availableFrom: string;
};

type CandidatesTableProps = {
  rows: CandidateRow[];
  /** Who else put the same person forward, by submittal; only the MSP is told. */
  samePerson: Record<string, string[]>;
  showSupplier: boolean;
  canPresent: boolean;
  /** Id of the form that compares what is ticked; null where there is nothing to compare. */
  compareForm: string | null;
  comparable: (row: CandidateRow) => boolean;
  empty: ReactNode;
};

/** The candidates of one need, with the one action that is due in place. */
export function CandidatesTable(props: CandidatesTableProps) {
  const { rows, samePerson, showSupplier, canPresent, compareForm, comparable, empty } = props;
  const columns: Column<CandidateRow>[] = [
    { key: 'name', header: 'Candidate', primary: true, cell: (row) => row.candidateName },
    { key: 'supplier', header: 'Supplier', cell: (row) => row.supplierName },
    { key: 'rate', header: 'Bill rate', align: 'right', cell: (row) => <Rate rate={row.billRate} per="h" /> },
    { key: 'card', header: 'Against card', align: 'right', cell: (row) => <AgainstCard {...row} brief /> },
    { key: 'from', header: 'Available', cell: (row) => <DateText date={row.availableFrom} /> },
    {
      key: 'status',
      header: 'Status',
      cell: (row) => <Standing status={row.status} others={samePerson[row.id] ?? []} />,
    },
    { key: 'action', header: '', align: 'right', cell: (row) => <Due row={row} canPresent={canPresent} /> },
  ];
  return (
    <DataTable
      caption="Candidates for this requisition"
      columns={columns.filter(
        ({ key }) => (key !== 'supplier' || showSupplier) && (key !== 'action' || canPresent),
      )}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/submittals/${row.id}`}
      select={
        compareForm
          ? {
              name: 'ids',
              value: (row) => row.id,
              formId: compareForm,
              disabled: (row) => !comparable(row),
            }
          : undefined
      }
      empty={empty}
    />
  );
}

function Standing({ status, others }: { status: string; others: string[] }) {
  return (
    <>
      <Status status={status} />
      {others.length > 0 ? (
        <>
          {' '}
          <Badge tone="attention">also from {others.join(', ')}</Badge>
        </>
      ) : null}
    </>
  );
}

function Due({ row, canPresent }: { row: CandidateRow; canPresent: boolean }) {
  if (!canPresent || row.status !== 'submitted') return null;
  return (
    <PostButton to={`/submittals/${row.id}/presentation`} tone="primary">
      Present
    </PostButton>
  );
}

import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { PostButton } from '#app/ui/form.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { kindsInWords } from '#app/values/approval-kinds.ts';
import type { Standing } from '../delegation-rules.ts';

export type ShownDelegation = {
  id: string;
  clientName: string;
  fromName: string;
  toName: string;
  kinds: string[];
  startsOn: string;
  endsOn: string;
  note: string | null;
  createdByName: string;
  endedByName: string | null;
  standing: Standing;
  mayEnd: boolean;
};

type Name = 'from' | 'to' | 'client';

const nameColumns: Record<Name, Column<ShownDelegation>> = {
  from: { key: 'from', header: 'For', cell: (row) => row.fromName },
  to: { key: 'to', header: 'Stands in', cell: (row) => row.toName },
  client: { key: 'client', header: 'Client', cell: (row) => row.clientName },
};

/** Delegations, newest first, each ended in place while it has not run out. */
export function DelegationTable({
  caption,
  rows,
  names,
  empty,
}: {
  caption: string;
  rows: ShownDelegation[];
  /** Which of the two is not the reader, the first heading the row; and whose they are. */
  names: Name[];
  empty: string;
}) {
  const [first, ...rest] = names.map((name) => nameColumns[name]);
  const end = { key: 'actions', header: '', cell: End };
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        ...(first ? [{ ...first, primary: true }] : []),
        ...rest,
        { key: 'kinds', header: 'Approvals', cell: Kinds },
        {
          key: 'days',
          header: 'Days',
          cell: ({ startsOn, endsOn }) => (
            <>
              <DateText date={startsOn} /> – <DateText date={endsOn} />
            </>
          ),
        },
        {
          key: 'status',
          header: 'Status',
          cell: ({ standing, endedByName }) => (
            <Status status={standing} label={endedByName ? `Ended by ${endedByName}` : undefined} />
          ),
        },
        ...(rows.some(({ mayEnd }) => mayEnd) ? [end] : []),
      ]}
      empty={<EmptyState title="None">{empty}</EmptyState>}
    />
  );
}

function Kinds({ kinds, note, fromName, createdByName }: ShownDelegation) {
  return (
    <>
      <p>{kindsInWords(kinds)}</p>
      {note ? <p className="text-soft">“{note}”</p> : null}
      {createdByName === fromName ? null : <p className="text-soft">Given by {createdByName}</p>}
    </>
  );
}

function End({ id, fromName, toName, mayEnd }: ShownDelegation) {
  if (!mayEnd) return null;
  return (
    <PostButton
      to={`/delegations/${id}/end`}
      confirm={`${toName} then decides nothing more for ${fromName}. What was decided stands.`}
    >
      End
      <span className="visually-hidden">
        : {toName} for {fromName}
      </span>
    </PostButton>
  );
}

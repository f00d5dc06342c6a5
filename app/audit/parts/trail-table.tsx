import { Link } from '@remix-run/react';
import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import type { TrailQuery } from '../forms.ts';
import { addressOf, inWords } from '../kinds.ts';
import { trailAddress } from '../words.ts';

export type TrailTableRow = {
  id: number;
  at: string;
  kind: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  clientName: string | null;
  actorAccountId: string | null;
  actorName: string;
  actorOrganization: string;
  behalfName: string | null;
  summary: string;
  reason: string | null;
};

type Props = { rows: TrailTableRow[]; query: TrailQuery; withProgram: boolean; endedEarly: boolean };

/** Events, newest first. What happened leads to the event, who did it to everything else that they did. */
export function TrailTable({ rows, query, withProgram, endedEarly }: Props) {
  return (
    <DataTable
      caption="The audit trail"
      dense
      rows={rows}
      rowKey={({ id }) => String(id)}
      rowTo={({ id }) => `/audit/events/${id}`}
      columns={columns(query, withProgram)}
      empty={
        <EmptyState title={endedEarly ? 'Not among these events' : 'Nothing with these filters'}>
          {endedEarly
            ? 'Words are looked for in a part of the trail at a time. Go on further back, or narrow it by program, person or date.'
            : 'Take a filter away, or choose wider dates.'}
        </EmptyState>
      }
    />
  );
}

const columns = (query: TrailQuery, withProgram: boolean): Column<TrailTableRow>[] => [
  {
    key: 'what',
    header: 'What',
    primary: true,
    cell: ({ summary, reason }) => (reason ? `${summary}: “${reason}”` : summary),
  },
  { key: 'when', header: 'When (UTC)', cell: ({ at }) => <When at={at} timeZone="UTC" /> },
  {
    key: 'who',
    header: 'Who',
    cell: (row) => (
      <>
        {row.actorAccountId ? (
          <Link to={trailAddress({ ...query, person: row.actorAccountId })}>{row.actorName}</Link>
        ) : (
          row.actorName
        )}
        {row.behalfName ? ` for ${row.behalfName}` : ''}
        {row.actorOrganization === row.actorName ? '' : `, ${row.actorOrganization}`}
      </>
    ),
  },
  {
    key: 'about',
    header: 'About',
    cell: (row) => {
      const page = addressOf(row);
      const words = inWords(row.subjectKind);
      return page ? <Link to={page}>{words}</Link> : words;
    },
  },
  ...(withProgram
    ? [
        {
          key: 'program',
          header: 'Program',
          hideOnPhone: true,
          cell: (row: TrailTableRow) => row.clientName ?? '–',
        },
      ]
    : []),
];

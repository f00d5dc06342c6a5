import { Link } from '@remix-run/react';
import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { capitalized } from '#app/values/text.ts';
import type { ExportRow } from '../exports.ts';
import { Fingerprint } from './fingerprint.tsx';

/** What was taken along, newest first. Each leads to its event, with what was asked for and what it came to. */
export function ExportTable({ rows, withProgram }: { rows: ExportRow[]; withProgram: boolean }) {
  return (
    <DataTable
      caption="Exports"
      dense
      rows={rows}
      rowKey={({ id }) => String(id)}
      rowTo={({ id }) => `/audit/events/${id}`}
      columns={columns(withProgram)}
      empty={
        <EmptyState title="Nothing was exported yet">
          Whoever takes figures along as CSV, JSON or ZIP is listed here, with the SHA-256 of what they got.
        </EmptyState>
      }
    />
  );
}

const columns = (withProgram: boolean): Column<ExportRow>[] => [
  { key: 'what', header: 'What', primary: true, cell: ({ report }) => capitalized(report) },
  { key: 'when', header: 'When (UTC)', cell: ({ at }) => <When at={at} timeZone="UTC" /> },
  {
    key: 'who',
    header: 'Who',
    cell: ({ actorAccountId, actorName, actorOrganization, behalfName }) => (
      <>
        {actorAccountId ? <Link to={`/audit?person=${actorAccountId}`}>{actorName}</Link> : actorName}
        {behalfName ? `, as ${behalfName}` : ''}, {actorOrganization}
      </>
    ),
  },
  ...(withProgram
    ? [
        {
          key: 'program',
          header: 'Program',
          hideOnPhone: true,
          cell: ({ clientName }: ExportRow) => clientName ?? '–',
        },
      ]
    : []),
  { key: 'file', header: 'File', cell: ({ file }) => (file ? <code>{file}</code> : 'broken off') },
  {
    key: 'rows',
    header: 'Rows',
    align: 'right',
    cell: ({ rows }) => (rows === null ? '–' : rows.toLocaleString('en')),
  },
  {
    key: 'sha256',
    header: 'SHA-256',
    cell: ({ sha256 }) => (sha256 ? <Fingerprint sha256={sha256} /> : '–'),
  },
];

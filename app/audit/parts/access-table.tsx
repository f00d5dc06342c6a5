import { Link } from '@remix-run/react';
import { DateText, When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { secondFactorsInWords } from '#app/values/second-factor.ts';
import { roles, type Role } from '#app/values/roles.ts';

export type AccessTableRow = {
  membershipId: string;
  accountId: string;
  name: string;
  email: string;
  organizationName: string;
  role: Role;
  since: string;
  grantedBy: string | null;
  lastSignedInAt: string | null;
  factors: string[];
  disabled: boolean;
};

/** Everybody with every role that is theirs. */
export function AccessTable({ rows }: { rows: AccessTableRow[] }) {
  return (
    <DataTable
      caption="Who may do what"
      dense
      rows={rows}
      rowKey={({ membershipId }) => membershipId}
      columns={columns}
      empty={<EmptyState title="Nobody">This organization has nobody who may do anything.</EmptyState>}
    />
  );
}

const columns: Column<AccessTableRow>[] = [
  {
    key: 'name',
    header: 'Person',
    primary: true,
    cell: (row) => (
      <>
        <Link to={`/audit?person=${row.accountId}`}>{row.name}</Link>
        {row.disabled ? <Badge tone="attention">disabled</Badge> : null}
      </>
    ),
  },
  { key: 'email', header: 'E-mail', hideOnPhone: true, cell: ({ email }) => email },
  { key: 'organization', header: 'Organization', cell: ({ organizationName }) => organizationName },
  { key: 'role', header: 'Role', cell: ({ role }) => roles[role].label },
  { key: 'since', header: 'Since', cell: ({ since }) => <DateText date={since.slice(0, 10)} /> },
  { key: 'by', header: 'Granted by', cell: ({ grantedBy }) => grantedBy ?? 'set up' },
  {
    key: 'last',
    header: 'Last signed in',
    cell: ({ lastSignedInAt }) => (lastSignedInAt ? <When at={lastSignedInAt} timeZone="UTC" /> : 'never'),
  },
  {
    key: 'factor',
    header: 'Second factor',
    cell: ({ factors }) => secondFactorsInWords(factors),
  },
];

import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import type { Deployment, Migration } from '../deployments.ts';
import { Fingerprint } from './fingerprint.tsx';

/** The address of a deployment's event in the trail, with its seal. */
export const toTrail = (id: string): string => `/audit?subject=${id}`;

/** What ran before, newest first. Each leads to its event in the trail. */
export function DeploymentTable({ rows }: { rows: Deployment[] }) {
  return (
    <DataTable
      caption="What ran before"
      rows={rows}
      rowKey={({ id }) => id}
      rowTo={({ id }) => toTrail(id)}
      columns={deploymentColumns}
      empty={
        <EmptyState title="Nothing before">
          The next version or build that is started here takes the place of this one, and this one moves here.
        </EmptyState>
      }
    />
  );
}

const deploymentColumns: Column<Deployment>[] = [
  { key: 'version', header: 'Version', primary: true, cell: ({ version }) => version },
  { key: 'build', header: 'Build', cell: ({ buildSha256 }) => <Fingerprint sha256={buildSha256} /> },
  {
    key: 'started',
    header: 'Started (UTC)',
    cell: ({ startedAt }) => <When at={startedAt} timeZone="UTC" />,
  },
  {
    key: 'replaced',
    header: 'Replaced (UTC)',
    cell: ({ replacedAt }) => (replacedAt ? <When at={replacedAt} timeZone="UTC" /> : '–'),
  },
  { key: 'node', header: 'Node', hideOnPhone: true, cell: ({ nodeVersion }) => nodeVersion },
  {
    key: 'postgres',
    header: 'PostgreSQL',
    hideOnPhone: true,
    cell: ({ postgresVersion }) => postgresVersion,
  },
];

/** The migrations of this database, newest first. */
export function MigrationTable({ rows }: { rows: Migration[] }) {
  return (
    <DataTable
      caption="Migrations applied"
      dense
      rows={rows}
      rowKey={({ name }) => name}
      columns={migrationColumns}
      empty="No migration was applied."
    />
  );
}

const migrationColumns: Column<Migration>[] = [
  { key: 'name', header: 'Migration', primary: true, cell: ({ name }) => name },
  { key: 'sha256', header: 'SHA-256', cell: ({ sha256 }) => <Fingerprint sha256={sha256} /> },
  {
    key: 'applied',
    header: 'Applied (UTC)',
    cell: ({ appliedAt }) => <When at={appliedAt} timeZone="UTC" />,
  },
];

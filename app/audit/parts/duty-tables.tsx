import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { roles } from '#app/values/roles.ts';
import type { rolesApart } from '../duties.ts';
import { addressOf } from '../kinds.ts';
import { counted } from '../words.ts';

type Held = { accountId: string; name: string; email: string; roles: string; why: string };

/** Who holds duties that shall be apart. */
export function RolesTable({ rows }: { rows: Held[] }) {
  return (
    <DataTable
      caption="Duties held together"
      rows={rows}
      rowKey={({ accountId, roles: held }) => `${accountId} ${held}`}
      rowTo={({ accountId }) => `/audit?person=${accountId}`}
      empty={<EmptyState title="Nobody">No person holds two duties that shall be apart.</EmptyState>}
      columns={[
        { key: 'name', header: 'Person', primary: true, cell: ({ name }) => name },
        { key: 'email', header: 'E-mail', cell: ({ email }) => email },
        { key: 'roles', header: 'Holds', cell: ({ roles: held }) => held },
        { key: 'why', header: 'Why that matters', cell: ({ why }) => why },
      ]}
    />
  );
}

type Deed = {
  title: string;
  checks: string;
  looked: number;
  found: number;
  rows: {
    kind: string;
    what: string;
    id: string;
    clientId: string | null;
    clientName: string | null;
    who: string | null;
    at: string;
  }[];
};

/** What somebody did that two should have done. */
export function DeedSection({ deed }: { deed: Deed }) {
  const looked = `${deed.looked.toLocaleString('en')} looked at: ${deed.checks}.`;
  return (
    <Section
      title={deed.title}
      lead={
        deed.found > deed.rows.length
          ? `${looked} ${counted(deed.found, 'conflict')}, the newest below.`
          : looked
      }
    >
      <DataTable
        caption={deed.title}
        rows={deed.rows}
        rowKey={({ id, at, kind }) => `${kind} ${id} ${at}`}
        rowTo={(row) =>
          addressOf({ subjectKind: row.kind, subjectId: row.id, clientId: row.clientId }) ??
          `/audit?subject=${row.id}`
        }
        empty="Nothing was found."
        columns={[
          { key: 'what', header: 'What', primary: true, cell: ({ what }) => what },
          { key: 'who', header: 'Who', cell: ({ who }) => who ?? '–' },
          { key: 'when', header: 'When (UTC)', cell: ({ at }) => <When at={at} timeZone="UTC" /> },
          { key: 'program', header: 'Program', cell: ({ clientName }) => clientName ?? '–' },
        ]}
      />
    </Section>
  );
}

/** The rules, as they stand in the code. */
export function RulesTable({ rules, sides }: { rules: typeof rolesApart; sides: string }) {
  const labels = (names: (typeof rolesApart)[number]['together'][number]) =>
    names.map((name) => roles[name].label).join(' or ');
  const rows = [
    ...rules.map(({ together, where, why }) => ({
      apart: `${labels(together[0])} and ${labels(together[1])}`,
      where,
      why,
    })),
    { apart: 'Any role on one side and any on another', where: 'anywhere', why: sides },
  ];
  return (
    <DataTable
      caption="The rules"
      rows={rows}
      rowKey={({ apart }) => apart}
      empty="There are no rules."
      columns={[
        { key: 'apart', header: 'Never together', primary: true, cell: ({ apart }) => apart },
        { key: 'where', header: 'Where', cell: ({ where }) => where },
        { key: 'why', header: 'Why', cell: ({ why }) => why },
      ]}
    />
  );
}
